import { rename } from 'node:fs/promises';

/** Gives a broken database another name, so that a new one takes its place; its files beside it go first and along. */
export async function setAside(file: string, to: string): Promise<void> {
  for (const suffix of ['-wal', '-shm']) await rename(`${file}${suffix}`, `${to}${suffix}`).catch(unlessMissing);
  await rename(file, to).catch(unlessMissing);
}

function unlessMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}
