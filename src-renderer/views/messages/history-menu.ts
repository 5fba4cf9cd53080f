import type { ContainerKey } from '../../../src-shared/ids.ts';
import { showHidden } from '../../components/display-text.ts';
import type { MenuEntry } from '../../components/menu-entry.ts';
import { changeCompose, type Draft, typed } from './compose-store.ts';

const offered = 20;

/** What was sent before, the newest first; choosing one puts it into the fields. */
export function historyMenu(key: ContainerKey, sent: readonly Draft[]): readonly MenuEntry[] {
  if (sent.length === 0) {
    return [{ label: 'Nothing was sent yet', disabledReason: 'What is sent can be sent again from here.', onSelect: () => {} }];
  }
  return sent
    .slice(-offered)
    .toReversed()
    .map((draft) => ({
      label: labelOf(draft),
      onSelect: () => changeCompose(key, (before) => typed(before, draft)),
    }));
}

function labelOf({ command, data }: Draft): string {
  return showHidden(`${command} ${data.replace(/\s+/g, ' ')}`.slice(0, 80).trim());
}
