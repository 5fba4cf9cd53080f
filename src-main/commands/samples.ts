import { succeed } from '../../src-shared/failure.ts';
import type { CoreHandlers, CoreParts } from './parts.ts';

/** Which containers a caller shows, and the readings that are kept. */
export function sampleCommands(parts: CoreParts): Pick<CoreHandlers, 'watchSamples' | 'getSampleHistory'> {
  const watching = new Set<string>();
  return {
    watchSamples: async ({ watched }, caller) => {
      // A list that arrives as its window goes must not keep streams open for nobody.
      if (caller.signal.aborted) return succeed(null);
      if (!watching.has(caller.id)) {
        watching.add(caller.id);
        caller.signal.addEventListener(
          'abort',
          () => {
            watching.delete(caller.id);
            parts.watch(caller.id, []);
          },
          { once: true },
        );
      }
      parts.watch(caller.id, watched);
      return succeed(null);
    },
    getSampleHistory: async ({ containers, sinceMs }) => succeed(parts.samples.history(containers, sinceMs)),
  };
}
