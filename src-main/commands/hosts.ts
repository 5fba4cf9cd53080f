import { fail, succeed } from '../../src-shared/failure.ts';
import type { CoreHandlers, CoreParts } from './parts.ts';

/** Engines: try one now, and the scripted one. */
export function hostCommands(parts: CoreParts): Pick<CoreHandlers, 'retryHost' | 'retryOperations' | 'startDemoEngine' | 'stopDemoEngine'> {
  return {
    retryHost: async ({ hostId }) => {
      if (hostId !== null && !parts.fleet().hosts.has(hostId)) {
        return fail('validation_error', 'This engine is not known any more. Look for engines again.', { hostId });
      }
      parts.retry(hostId);
      return succeed(null);
    },
    retryOperations: async ({ hostId }) => {
      parts.operations.retry(hostId);
      return succeed(null);
    },
    startDemoEngine: ({ containers }) => parts.demo.start(containers),
    stopDemoEngine: () => parts.demo.stop(),
  };
}
