import { useSettings } from '../../store/settings-store.ts';
import { secondsProblem } from './api-words.ts';
import { change } from './change.ts';
import { SettingField } from './SettingField.tsx';
import { SettingRow } from './SettingRow.tsx';

export function UpdatesSection() {
  const seconds = useSettings((state) => state.settings.readyWithinSeconds);
  return (
    <section className="settings-part" aria-label="Updates of containers">
      <h2>Updates of containers</h2>
      <SettingRow
        title="Ready within, in seconds"
        words="An updated container that is not healthy, or without a health check not running, by then gives its place back to the one before it."
      >
        <SettingField
          label="Ready within, in seconds"
          stored={String(seconds)}
          problemOf={secondsProblem}
          store={(text) => change({ readyWithinSeconds: Number(text) })}
          width={96}
          mono
        />
      </SettingRow>
    </section>
  );
}
