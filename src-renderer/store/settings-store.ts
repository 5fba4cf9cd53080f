import { create } from 'zustand';
import type { Failure } from '../../src-shared/failure.ts';
import { defaultSettings, type Settings } from '../../src-shared/settings.ts';
import { invoke } from '../bridge.ts';

interface SettingsState {
  readonly settings: Settings;
  readonly loaded: boolean;
  /** The theme in force, with 'system' decided. */
  readonly shownTheme: 'light' | 'dark';
}

export const useSettings = create<SettingsState>()(() => ({
  settings: defaultSettings,
  loaded: false,
  shownTheme: 'light',
}));

const systemIsDark = window.matchMedia('(prefers-color-scheme: dark)');

function applyLook(): void {
  const { settings, shownTheme } = useSettings.getState();
  const theme = settings.theme === 'system' ? (systemIsDark.matches ? 'dark' : 'light') : settings.theme;
  document.documentElement.dataset['theme'] = theme;
  document.documentElement.dataset['density'] = settings.density;
  if (theme !== shownTheme) useSettings.setState({ shownTheme: theme });
}

/** Reads the settings and keeps theme and density on the root element. Returns what stops it. */
export function startSettings(): () => void {
  applyLook();
  systemIsDark.addEventListener('change', applyLook);
  void read();
  // The tray pauses notifications too: what was changed elsewhere is seen by who comes back to the window.
  window.addEventListener('focus', read);
  return () => {
    systemIsDark.removeEventListener('change', applyLook);
    window.removeEventListener('focus', read);
  };
}

let changes = 0;

async function read(): Promise<void> {
  const before = changes;
  const answer = await invoke('getSettings', {});
  // Without an answer the last ones hold, and the fleet's own trouble is told elsewhere. What was changed meanwhile is newer.
  if (answer.ok && before === changes) takeSettings(answer.value);
  else applyLook();
}

/** Shows settings that the core has already. */
export function takeSettings(settings: Settings): void {
  useSettings.setState({ settings, loaded: true });
  applyLook();
}

/** Changes settings at once and in the core; gives the Failure, with the old settings back in force, where that fails. */
export async function changeSettings(patch: Partial<Settings>): Promise<Failure | null> {
  changes += 1;
  const mine = changes;
  const before = useSettings.getState().settings;
  useSettings.setState({ settings: { ...before, ...patch } });
  applyLook();
  const answer = await invoke('updateSettings', patch);
  // An answer to an earlier change must not undo, for a moment, what was changed since.
  if (mine === changes) useSettings.setState({ settings: answer.ok ? answer.value : before });
  else if (!answer.ok) void read();
  applyLook();
  return answer.ok ? null : answer.failure;
}
