import { exitCodeWords } from '../../../src-shared/describe.ts';

/** '137, killed by SIGKILL'; a code that says nothing more is itself. */
export function exitCodeText(exitCode: number | null): string {
  if (exitCode === null) return 'not known';
  const words = exitCode === 255 ? 'ended with -1, or its code was lost' : exitCodeWords(exitCode);
  return words ? `${exitCode}, ${words}` : String(exitCode);
}

/** How an end by itself reads: 'Exited 1', 'Crashed: SIGSEGV, exited 139', 'Command not found, exited 127'. */
export function exitText(exitCode: number | null): string {
  if (exitCode === null) return 'Exited, code not known';
  if (exitCode === 127) return 'Command not found, exited 127';
  if (exitCode === 126) return 'Command can’t be executed, exited 126';
  const killed = exitCodeWords(exitCode)?.match(/^killed by (\w+)$/)?.[1];
  return killed ? `Crashed: ${killed}, exited ${exitCode}` : `Exited ${exitCode}`;
}

/** The same for a job, of which nothing is called a crash. */
export function jobExitText(exitCode: number | null): string {
  return exitCode === null || exitCode === 126 || exitCode === 127 ? exitText(exitCode) : `Exited ${exitCode}`;
}

const counts = ['never', 'once', 'twice', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** 'once', 'twice', 'four times', '23 times'. */
export function timesText(count: number): string {
  const word = counts[count] ?? String(count);
  return count < 3 ? word : `${word} times`;
}
