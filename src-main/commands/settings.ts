import { succeed } from '../../src-shared/failure.ts';
import type { CoreHandlers, CoreParts } from './parts.ts';

export function settingsCommands(parts: CoreParts): Pick<CoreHandlers, 'getSettings' | 'updateSettings'> {
  return {
    getSettings: async () => succeed(parts.settings.current()),
    updateSettings: (patch) => parts.settings.update(patch),
  };
}
