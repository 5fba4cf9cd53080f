import type { DesktopStatus } from '../../../src-shared/contract/desktop.ts';
import { useSettings } from '../../store/settings-store.ts';
import { PauseButton } from '../incidents/PauseButton.tsx';
import { clockOf, minuteOf, quietWords, suggestedQuietHours, timeProblem } from './quiet-hours.ts';
import { SettingField } from './SettingField.tsx';
import { SettingRow } from './SettingRow.tsx';
import { SettingSwitch } from './SettingSwitch.tsx';
import { useChange } from './use-change.ts';

/** Of what the desktop is told, and when it is left in peace. */
export function NotificationsSection({ desktop }: { readonly desktop: DesktopStatus | null }) {
  const settings = useSettings((state) => state.settings);
  return (
    <section className="settings-part" aria-label="Notifications">
      <h2>Notifications</h2>
      <SettingSwitch
        title="Tell me what goes wrong"
        words="Crashes, running out of memory and restart loops. What is not told is listed in Incidents all the same."
        isOn={settings.notificationsEnabled}
        patch={(isOn) => ({ notificationsEnabled: isOn })}
      >
        {desktop?.notifications === false && (
          <p className="setting-warning">
            Nothing on this desktop shows notifications. Install a notification service, such as dunst or mako.
          </p>
        )}
      </SettingSwitch>
      {settings.notificationsEnabled && (
        <>
          <SettingSwitch
            title="Unhealthy"
            words="A health check fails until its container counts as unhealthy."
            isOn={settings.notifyUnhealthy}
            patch={(isOn) => ({ notifyUnhealthy: isOn })}
          />
          <SettingSwitch
            title="Recovered"
            words="What was told runs well again; once an incident."
            isOn={settings.notifyRecovered}
            patch={(isOn) => ({ notifyRecovered: isOn })}
          />
          <SettingSwitch
            title="Jobs that fail"
            words="Interactive containers, and those with --rm, that end with another code than 0."
            isOn={settings.notifyJobs}
            patch={(isOn) => ({ notifyJobs: isOn })}
          />
          <QuietHours />
          <SettingRow title="Pause" words="Nothing is told for an hour. Incidents are listed meanwhile.">
            <PauseButton />
          </SettingRow>
        </>
      )}
    </section>
  );
}

function QuietHours() {
  const hours = useSettings((state) => state.settings.quietHours);
  const { change, problem } = useChange();
  const words = quietWords(hours);
  return (
    <SettingSwitch
      title="Quiet hours"
      words="Every day between these times nothing is told."
      isOn={hours !== null}
      patch={(isOn) => ({ quietHours: isOn ? suggestedQuietHours : null })}
    >
      {hours !== null && (
        <div className="quiet-hours">
          <span>from</span>
          <SettingField
            label="Quiet from"
            stored={clockOf(hours.fromMinute)}
            problemOf={timeProblem}
            store={(text) => void change({ quietHours: { ...hours, fromMinute: minuteOf(text) ?? hours.fromMinute } })}
            width={72}
            mono
          />
          <span>to</span>
          <SettingField
            label="Quiet to"
            stored={clockOf(hours.toMinute)}
            problemOf={timeProblem}
            store={(text) => void change({ quietHours: { ...hours, toMinute: minuteOf(text) ?? hours.toMinute } })}
            width={72}
            mono
          />
          {words !== null && <span className="small tertiary">{words}</span>}
          {problem !== null && (
            <p className="setting-failure" role="alert">
              {problem}
            </p>
          )}
        </div>
      )}
    </SettingSwitch>
  );
}
