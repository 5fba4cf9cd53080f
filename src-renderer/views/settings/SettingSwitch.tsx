import type { ReactNode } from 'react';
import type { Settings } from '../../../src-shared/settings.ts';
import { Segmented } from '../../components/Segmented.tsx';
import { SettingRow } from './SettingRow.tsx';
import { useChange } from './use-change.ts';

const switches = [
  { value: 'off', label: 'Off' },
  { value: 'on', label: 'On' },
] as const;

export interface SettingSwitchProps {
  readonly title: string;
  readonly words: string;
  readonly isOn: boolean;
  readonly patch: (isOn: boolean) => Partial<Settings>;
  /** Beside the switch, or below where it is long. */
  readonly children?: ReactNode;
}

/** A setting that is on or off; why it could not be changed stands beside it. */
export function SettingSwitch({ title, words, isOn, patch, children }: SettingSwitchProps) {
  const { change, problem } = useChange();
  return (
    <SettingRow title={title} words={words}>
      <Segmented label={title} segments={switches} value={isOn ? 'on' : 'off'} onChange={(value) => change(patch(value === 'on'))} />
      {children}
      {problem !== null && (
        <p className="setting-failure" role="alert">
          {problem}
        </p>
      )}
    </SettingRow>
  );
}
