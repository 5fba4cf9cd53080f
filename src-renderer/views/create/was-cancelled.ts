import type { Failure } from '../../../src-shared/failure.ts';

/** Whether it failed because somebody ended it, which is no news to them. */
export function wasCancelled(failure: Failure): boolean {
  return failure.details['cancelled'] === 'yes';
}
