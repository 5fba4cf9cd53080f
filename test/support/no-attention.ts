import type { Attention } from '../../src-main/attention/attention.ts';
import { fail } from '../../src-shared/failure.ts';

/** For cores in which nothing is about attention. */
export function noAttention(): Attention {
  const none = () => fail('system_error', 'There is no attention in this test.');
  return { evidenceOf: async () => none(), forget: none, mute: none, unmute: none, tryRule: none, dispose: async () => {} };
}
