import { parseArguments } from './arguments.ts';
import { openDemoEngine } from './engine.ts';
import { closeInheritedSockets } from './inherited.ts';
import { onParentGone } from './parent.ts';

closeInheritedSockets();

const options = parseArguments(process.argv.slice(2));
if (typeof options === 'string') fail(options);
else {
  openDemoEngine(options).then(
    (close) => {
      // Who reads this may end us at once.
      endWith(close);
      process.stdout.write(`${JSON.stringify({ ready: true, socket: options.socketPath, pid: process.pid })}\n`);
    },
    (error: unknown) => fail(error instanceof Error ? error.message : String(error)),
  );
}

/** Ends the process, once, when it is told to or its parent is gone. */
function endWith(close: () => Promise<void>): void {
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    stopWatching();
    void close().finally(() => process.exit(0));
  };
  const stopWatching = onParentGone(end);
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
  process.once('SIGHUP', end);
  // Nobody reads our words any more: no reason to end by an error.
  process.stdout.on('error', () => undefined);
}

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
