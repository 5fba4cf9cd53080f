import { homedir } from 'node:os';
import { prepareFlowFolder } from '../flow/prepare-folder.ts';
import { serve } from '../serve.ts';
import { type CommandLine, parseCommandLine, type ServeOptions } from './command-line.ts';

/** After this long a stop does not wait any more. */
const stopWithinMs = 8_000;

// What `quarterdeck` runs, under plain Node: bin/quarterdeck.mjs has looked at the version.
void run(parseCommandLine(process.argv.slice(2), process.env, homedir()));

async function run(line: CommandLine): Promise<void> {
  switch (line.command) {
    case 'say':
      process.stdout.write(`${line.text}\n`);
      return;
    case 'refuse':
      complain(line.text);
      process.exitCode = 2;
      return;
    case 'prepareFlow': {
      const prepared = await prepareFlowFolder(line.name, process.env);
      if (prepared.ok) process.stdout.write(prepared.value);
      else complain(prepared.failure.message);
      process.exitCode = prepared.ok ? 0 : 1;
      return;
    }
    case 'serve':
      return runServe(line.options);
  }
}

async function runServe(options: ServeOptions): Promise<void> {
  // Heard from the first moment on: a stop while it starts is a stop too.
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
  const serving = await serve(options);
  if (!serving.ok) {
    complain(serving.failure.message);
    process.exitCode = 1;
    return;
  }
  process.stdout.write(`Quarterdeck listens at ${serving.value.url}\nThe token for it is in ${options.tokenFile}\n`);
  await stopped;
  const force = setTimeout(() => {
    complain('Something did not close in time.');
    process.exit(1);
  }, stopWithinMs);
  await serving.value.close();
  clearTimeout(force);
  // Nothing is open any more, so that the process ends by itself: an exit here would hide what was left open.
  process.exitCode = 0;
}

function complain(text: string): void {
  process.stderr.write(`${text}\n`);
}
