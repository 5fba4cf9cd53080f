import { Segmented } from '../../components/Segmented.tsx';
import { useSettings } from '../../store/settings-store.ts';
import { AboutSection } from './AboutSection.tsx';
import { ApiSection } from './ApiSection.tsx';
import { BackupSection } from './BackupSection.tsx';
import { change } from './change.ts';
import { EngineAddressField } from './EngineAddressField.tsx';
import { LogSection } from './LogSection.tsx';
import { MutedSection } from './MutedSection.tsx';
import { NotificationsSection } from './NotificationsSection.tsx';
import { RulesSection } from './rules/RulesSection.tsx';
import { SettingRow } from './SettingRow.tsx';
import { TraySection } from './TraySection.tsx';
import { UpdatesSection } from './UpdatesSection.tsx';
import { useDesktopStatus } from './use-desktop-status.ts';
import './settings.css';

const themes = [
  { value: 'system', label: 'System' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;
const densities = [
  { value: 'comfortable', label: 'Comfortable' },
  { value: 'compact', label: 'Compact' },
] as const;
const cpuScales = [
  { value: 'core', label: 'Of one core' },
  { value: 'machine', label: 'Of the machine' },
] as const;

/** Every setting is in force and stored as soon as it is changed. */
export function SettingsView() {
  const { theme, density, cpuScale, startAtLogin, closeToTray } = useSettings((state) => state.settings);
  const desktop = useDesktopStatus(`${startAtLogin} ${closeToTray}`);
  return (
    <div className="view">
      <header className="view-bar">
        <h1>Settings</h1>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="settings-scroll" tabIndex={0} aria-label="Settings">
        <section className="settings-part" aria-label="Look">
          <h2>Look</h2>
          <SettingRow title="Theme" words="System follows what the desktop is set to.">
            <Segmented label="Theme" segments={themes} value={theme} onChange={(value) => change({ theme: value })} />
          </SettingRow>
          <SettingRow title="Rows of the container list" words="Compact shows one line a container, with the image in its tooltip.">
            <Segmented label="Rows" segments={densities} value={density} onChange={(value) => change({ density: value })} />
          </SettingRow>
          <SettingRow title="CPU" words="Of one core is what docker stats shows: two busy cores are 200 %.">
            <Segmented label="CPU" segments={cpuScales} value={cpuScale} onChange={(value) => change({ cpuScale: value })} />
          </SettingRow>
        </section>
        <section className="settings-part" aria-label="Engine">
          <h2>Engine</h2>
          <SettingRow
            title="Address"
            words="Set one to use only that engine. Empty: DOCKER_HOST, the Docker context, then all usual sockets that answer."
          >
            <EngineAddressField />
          </SettingRow>
        </section>
        <NotificationsSection desktop={desktop} />
        <MutedSection />
        <RulesSection />
        <TraySection desktop={desktop} />
        <UpdatesSection />
        <ApiSection />
        <LogSection />
        <BackupSection />
        <AboutSection />
      </section>
    </div>
  );
}
