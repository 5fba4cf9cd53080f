import type { DesktopStatus } from '../../../src-shared/contract/desktop.ts';
import { useSettings } from '../../store/settings-store.ts';
import { loginWords, trayWords } from './desktop-words.ts';
import { SettingRow } from './SettingRow.tsx';
import { SettingSwitch } from './SettingSwitch.tsx';

/** What is left of Quarterdeck when its window is closed, and when it starts. */
export function TraySection({ desktop }: { readonly desktop: DesktopStatus | null }) {
  const closeToTray = useSettings((state) => state.settings.closeToTray);
  const startAtLogin = useSettings((state) => state.settings.startAtLogin);
  const tray = desktop ? trayWords(desktop) : null;
  const login = desktop ? loginWords(desktop) : null;
  return (
    <section className="settings-part" aria-label="Tray and start">
      <h2>Tray and start</h2>
      <SettingSwitch
        title="Close to the tray"
        words="Closing the window leaves Quarterdeck in the tray, where it goes on watching and telling."
        isOn={closeToTray}
        patch={(isOn) => ({ closeToTray: isOn })}
      />
      {tray && (
        <SettingRow title="Tray icon" words="Shows what runs, with actions, and how many incidents are open.">
          <p className={tray.isProblem ? 'setting-warning' : 'small'} role="status">
            {tray.text}
          </p>
        </SettingRow>
      )}
      <SettingSwitch
        title="Start at login"
        words="Quarterdeck starts with the desktop, without a window where there is a tray."
        isOn={startAtLogin}
        patch={(isOn) => ({ startAtLogin: isOn })}
      >
        {login !== null && <p className="setting-warning">{login}</p>}
      </SettingSwitch>
    </section>
  );
}
