export interface Arguments {
  readonly socketPath: string;
  readonly containers: number;
  readonly seed: number;
  /** Nothing happens by itself. */
  readonly still: boolean;
}

export const usage = 'usage: demo --socket PATH --containers N [--seed S] [--still]';
export const fewestContainers = 0;
export const mostContainers = 5_000;

/** Reads the command line after the script's name; a text says what is wrong with it. */
export function parseArguments(words: readonly string[]): Arguments | string {
  let socketPath = '';
  let containers = 20;
  let seed = 1;
  let still = false;
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--still') still = true;
    else if (word === '--socket') socketPath = rest.shift() ?? '';
    else if (word === '--containers') containers = Number(rest.shift());
    else if (word === '--seed') seed = Number(rest.shift());
    else return `${word} is not an option. ${usage}`;
  }
  if (socketPath === '') return `--socket needs a path. ${usage}`;
  if (!Number.isInteger(containers) || containers < fewestContainers || containers > mostContainers) {
    return `--containers needs a whole number from ${fewestContainers} to ${mostContainers}. ${usage}`;
  }
  if (!Number.isInteger(seed)) return `--seed needs a whole number. ${usage}`;
  return { socketPath, containers, seed, still };
}
