import { FolderOpen } from 'lucide-react';
import type { Settings } from '../../../src-shared/settings.ts';
import { invoke } from '../../bridge.ts';
import { Button } from '../../components/Button.tsx';
import { Segmented } from '../../components/Segmented.tsx';
import { useSettings } from '../../store/settings-store.ts';
import { showFailure } from '../../store/toasts.ts';
import { change } from './change.ts';
import { SettingRow } from './SettingRow.tsx';

const levels: readonly { readonly value: Settings['logLevel']; readonly label: string }[] = [
  { value: 'error', label: 'Errors' },
  { value: 'warn', label: 'Warnings' },
  { value: 'info', label: 'Usual' },
  { value: 'debug', label: 'All' },
];

export function LogSection() {
  const level = useSettings((state) => state.settings.logLevel);
  return (
    <section className="settings-part" aria-label="Logs of Quarterdeck">
      <h2>Logs of Quarterdeck</h2>
      <SettingRow
        title="How much is written"
        words="All is for finding a fault: it has every message of flow containers, with secrets hidden."
      >
        <Segmented label="How much is written" segments={levels} value={level} onChange={(value) => change({ logLevel: value })} />
      </SettingRow>
      <SettingRow
        title="Where it is"
        words="Files of JSON lines; old ones make room for new ones. Send them along when you report a fault."
      >
        <Button label="Open the log folder" icon={FolderOpen} onPress={() => void openFolder()} />
      </SettingRow>
    </section>
  );
}

async function openFolder(): Promise<void> {
  const answer = await invoke('openLogFolder', {});
  if (!answer.ok) showFailure(answer.failure, 'logs');
}
