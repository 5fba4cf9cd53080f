import { fail, type Result, succeed } from '../../src-shared/failure.ts';
import type { Log } from '../lib/log.ts';

/** Does something with folder `root`; what the file system refuses becomes a Failure that says `what` could not be done. */
export async function attempt<T>(log: Log, root: string, what: string, work: () => Promise<T>): Promise<Result<T>> {
  try {
    return succeed(await work());
  } catch (error) {
    log.error('A flow folder failed', { what, error });
    const why = error instanceof Error ? error.message : String(error);
    return fail('system_error', `Quarterdeck could not ${what}: ${why}. Look at ${root} and its disk, and try again.`);
  }
}
