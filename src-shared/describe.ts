import type { Actor, Container } from './model.ts';

/** What a container is doing, in the one word and shape that every view, menu and notification uses for it. */
export type ShownState =
  | 'healthy'
  | 'running'
  | 'starting'
  | 'unhealthy'
  | 'paused'
  | 'restarting'
  | 'crashed'
  | 'stopped'
  | 'exited'
  | 'created'
  | 'removing'
  | 'dead';

/** Decides the shown state from the list facts. A nonzero exit that nobody asked for is a crash; see `isCrash`. */
export function shownState(container: Container): ShownState {
  switch (container.state) {
    case 'running':
      if (container.health === 'none') return 'running';
      return container.health;
    case 'exited':
      if (isCrash(container)) return 'crashed';
      return container.end?.requested === 'yes' ? 'stopped' : 'exited';
    default:
      return container.state;
  }
}

export const stateWords: Record<ShownState, string> = {
  healthy: 'Healthy',
  running: 'Running',
  starting: 'Starting',
  unhealthy: 'Unhealthy',
  paused: 'Paused',
  restarting: 'Restarting',
  crashed: 'Crashed',
  stopped: 'Stopped',
  exited: 'Exited',
  created: 'Created',
  removing: 'Removing',
  dead: 'Dead',
};

/** States that the 'Attention' filter, group headers and default order put first. */
export function needsAttention(container: Container): boolean {
  const state = shownState(container);
  return state === 'crashed' || state === 'unhealthy' || state === 'restarting' || state === 'dead';
}

/**
 * 130, 137 and 143 are what a stop by Ctrl-C, `kill` or `stop` leaves: found by listing, they do not tell a stop from
 * a crash, so they count as one only if the death was seen and nobody had asked for it.
 */
const ambiguousExitCodes: ReadonlySet<number> = new Set([130, 137, 143]);

function isCrash(container: Container): boolean {
  const end = container.end;
  if (!end || end.requested === 'yes') return false;
  if (end.outOfMemory) return true;
  if (end.exitCode === null || end.exitCode === 0) return false;
  if (container.interactive || container.autoRemove) return false;
  return end.requested === 'no' || !ambiguousExitCodes.has(end.exitCode);
}

export function isRunning(container: Container): boolean {
  return container.state === 'running' || container.state === 'paused' || container.state === 'restarting';
}

/** 'you', 'docker compose' ... as it stands at the end of a line of the feed. */
export function actorWords(actor: Actor): string {
  switch (actor.kind) {
    case 'you':
      return 'you';
    case 'person':
      return actor.name ?? 'somebody else';
    case 'dockerCompose':
      return 'docker compose';
    case 'restartPolicy':
      return 'restart policy';
    case 'healthCheck':
      return 'health check';
    case 'kernel':
      return 'kernel';
    case 'itself':
      return 'by itself';
    case 'engine':
      return 'engine';
    case 'script':
      return actor.name ?? 'a script';
    case 'rule':
      return actor.name ?? 'rule';
    case 'notKnown':
      return 'not known';
  }
}

const signalNames: Record<number, string> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  4: 'SIGILL',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  10: 'SIGUSR1',
  11: 'SIGSEGV',
  12: 'SIGUSR2',
  13: 'SIGPIPE',
  14: 'SIGALRM',
  15: 'SIGTERM',
  28: 'SIGWINCH',
};

/** 'SIGTERM' for 15 or '15' or 'TERM'; a number that has no common name stays 'signal 40'. Linux numbers. */
export function signalName(signal: string | number): string {
  const number = Number(signal);
  if (Number.isInteger(number)) return signalNames[number] ?? `signal ${number}`;
  const name = String(signal).toUpperCase();
  return name.startsWith('SIG') ? name : `SIG${name}`;
}

/** What an exit code says beyond its number, or null: 137 'killed by SIGKILL', 127 'command not found'. */
export function exitCodeWords(exitCode: number): string | null {
  if (exitCode === 0) return null;
  if (exitCode === 125) return 'the engine could not run it';
  if (exitCode === 126) return 'command can’t be executed';
  if (exitCode === 127) return 'command not found';
  const name = signalNames[exitCode - 128];
  return name ? `killed by ${name}` : null;
}
