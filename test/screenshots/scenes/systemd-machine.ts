import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { electronBinary } from '../../support/app.ts';
import { makeFolder } from '../../support/run-folder.ts';

const root = join(import.meta.dirname, '../../..');

/** A machine on which systemd runs Docker and somebody may stop it, as the application sees it. */
export interface SystemdMachine {
  /** A program that starts the application on that machine. */
  readonly executable: string;
  /** Docker is stopped on purpose from now on. */
  readonly stopDocker: () => void;
}

/**
 * The application gets a /run of its own, in which systemd runs and Docker's usual socket leads to `socketPath`, and a
 * `systemctl` that tells what is in a file. Everything else is this machine's; nothing outside sees that /run.
 */
export function systemdMachine(socketPath: string): SystemdMachine {
  const folder = makeFolder('systemd');
  const program = join(folder, 'quarterdeck');
  const state = join(folder, 'state');
  const pidFile = join(folder, 'docker.pid');
  const run = join(folder, 'run');
  mkdirSync(join(run, 'systemd/system'), { recursive: true });
  symlinkSync(pidFile, join(run, 'docker.pid'));
  symlinkSync(socketPath, join(run, 'docker.sock'));
  const tell = (word: string) => writeFileSync(state, `${word}\n`);
  const stopDocker = () => {
    tell('inactive');
    // That this file goes is what the application looks for.
    rmSync(pidFile, { force: true });
  };
  tell('active');
  writeFileSync(pidFile, '1');
  writeProgram(join(folder, 'systemctl'), `cat '${state}'`);
  const start = `mount --bind '${run}' /run && PATH='${folder}':"$PATH" exec '${electronBinary()}' '${root}' "$@"`;
  writeProgram(program, `exec unshare --mount sh -c '${start.replaceAll("'", `'\\''`)}' quarterdeck "$@"`);
  return { executable: program, stopDocker };
}

function writeProgram(file: string, command: string): void {
  writeFileSync(file, `#!/bin/sh\n${command}\n`);
  chmodSync(file, 0o755);
}
