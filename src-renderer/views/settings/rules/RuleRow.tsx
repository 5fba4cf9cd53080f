import { PenLine, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Rule } from '../../../../src-shared/rules.ts';
import { IconButton } from '../../../components/IconButton.tsx';
import { Segmented } from '../../../components/Segmented.tsx';
import { changeSettings, useSettings } from '../../../store/settings-store.ts';
import { RuleTest } from './RuleTest.tsx';
import { ruleWords } from './rule-words.ts';

const switches = [
  { value: 'off', label: 'Off' },
  { value: 'on', label: 'On' },
] as const;

export interface RuleRowProps {
  readonly rule: Rule;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}

export function RuleRow({ rule, onEdit, onDelete }: RuleRowProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const turn = async (enabled: boolean): Promise<void> => {
    const rules = useSettings.getState().settings.rules.map((it) => (it.id === rule.id ? { ...it, enabled } : it));
    setProblem((await changeSettings({ rules }))?.message ?? null);
  };
  const words = ruleWords(rule);
  return (
    <li className="settings-item rule-row">
      <Segmented
        label={rule.name}
        segments={switches}
        value={rule.enabled ? 'on' : 'off'}
        onChange={(value) => void turn(value === 'on')}
      />
      <div className="settings-item-words">
        <span className="settings-item-name clip" title={rule.name}>
          {rule.name}
        </span>
        <span className="small tertiary rule-words">{words}</span>
      </div>
      <RuleTest rule={() => rule}>
        <IconButton icon={PenLine} label={`Change ${rule.name}`} onPress={onEdit} />
        <IconButton icon={Trash2} label={`Delete ${rule.name}`} onPress={onDelete} />
      </RuleTest>
      {problem !== null && (
        <p className="setting-failure" role="alert">
          {problem}
        </p>
      )}
    </li>
  );
}
