import type { Settings } from '../../../src-shared/settings.ts';
import { changeSettings } from '../../store/settings-store.ts';
import { showFailure } from '../../store/toasts.ts';

/** Changes settings; what can't be changed says so in a toast. */
export function change(patch: Partial<Settings>): void {
  void changeSettings(patch).then((failure) => {
    if (failure) showFailure(failure, 'settings');
  });
}
