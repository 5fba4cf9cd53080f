import { fail } from '../../src-shared/failure.ts';
import type { FlowParts } from './flow-parts.ts';

/** Stands where there are no flow sockets: every question is answered with `refusal`, a sentence for the user. */
export function noFlow(refusal: string): FlowParts {
  const refuse = async () => fail('socket_communication_error', refusal);
  return {
    refusalFor: () => refusal,
    prepare: refuse,
    statusOf: () => undefined,
    isConnected: () => false,
    hand: async () => ({ ok: true, value: null }),
    cleanup: async () => {},
    send: refuse,
    receive: refuse,
    messages: async () => [],
    clear: () => {},
    watch: () => () => {},
    onEvent: () => () => {},
  };
}
