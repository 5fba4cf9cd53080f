import { fstatSync } from 'node:fs';

const orphanCheckMs = 1_000;

/**
 * Calls once when the process that started this one is gone or lets go: its IPC channel or its end of our stdin
 * closes, or we have become somebody else's child. Returns its unsubscribe.
 */
export function onParentGone(call: () => void): () => void {
  const stdin = readableStdin();
  const parentId = process.ppid;
  const check = setInterval(() => {
    if (process.ppid !== parentId) call();
  }, orphanCheckMs);
  check.unref();
  process.once('disconnect', call);
  stdin?.once('end', call);
  stdin?.once('close', call);
  stdin?.resume();
  return () => {
    clearInterval(check);
    process.off('disconnect', call);
    stdin?.off('end', call);
    stdin?.off('close', call);
  };
}

/** Our stdin where somebody holds its other end. /dev/null and files end at once and mean nothing; a terminal is no parent. */
function readableStdin(): NodeJS.ReadStream | null {
  try {
    const kind = fstatSync(0);
    return kind.isFIFO() || kind.isSocket() ? process.stdin : null;
  } catch {
    return null;
  }
}
