import { Plus } from 'lucide-react';
import { useState } from 'react';
import { type Rule, suggestedRules } from '../../../../src-shared/rules.ts';
import { Button } from '../../../components/Button.tsx';
import { changeSettings, useSettings } from '../../../store/settings-store.ts';
import { showFailure, showToast } from '../../../store/toasts.ts';
import { RuleForm } from './RuleForm.tsx';
import { RuleRow } from './RuleRow.tsx';
import { newRuleValues, toValues } from './rule-form.ts';
import './rules.css';

const undoMs = 8_000;
const rulesLimit = 100;

/** What is watched beside crashes: each rule on or off, with what it does. */
export function RulesSection() {
  const rules = useSettings((state) => state.settings.rules);
  /** The id of the rule that is changed, or of the one to be. */
  const [edited, setEdited] = useState<{ readonly id: string; readonly isNew: boolean } | null>(null);
  const missing = suggestedRules.filter((it) => !rules.some((rule) => rule.id === it.id));
  const close = (): void => setEdited(null);
  return (
    <section className="settings-part" aria-label="Rules">
      <div className="settings-head">
        <h2>Rules</h2>
        <span className="spread" />
        {missing.length > 0 && (
          <Button
            label={missing.length === 1 ? 'Bring back the suggested rule' : `Bring back ${missing.length} suggested rules`}
            tone="ghost"
            onPress={() => void save([...rules, ...missing])}
          />
        )}
        <Button
          label="New rule"
          icon={Plus}
          disabledReason={rules.length >= rulesLimit ? 'There are 100 rules, which is the most' : null}
          onPress={() => setEdited({ id: `rule-${crypto.randomUUID().slice(0, 8)}`, isNew: true })}
        />
      </div>
      <p className="small tertiary">
        Crashes are always incidents. A rule makes one of what lasts: load, memory, bad health, or a container that should run and does not.
      </p>
      {edited?.isNew && (
        <RuleForm
          key={edited.id}
          values={newRuleValues(edited.id)}
          isNew
          onCancel={close}
          onSave={async (rule) => {
            const failure = await changeSettings({ rules: [...useSettings.getState().settings.rules, rule] });
            if (!failure) close();
            return failure;
          }}
        />
      )}
      {rules.length === 0 && !edited && <p className="small">No rules.</p>}
      <ul className="settings-list">
        {rules.map((rule) =>
          edited?.id === rule.id && !edited.isNew ? (
            <li key={rule.id}>
              <RuleForm
                values={toValues(rule)}
                isNew={false}
                onCancel={close}
                onSave={async (changed) => {
                  const failure = await changeSettings({ rules: replaced(useSettings.getState().settings.rules, changed) });
                  if (!failure) close();
                  return failure;
                }}
              />
            </li>
          ) : (
            <RuleRow key={rule.id} rule={rule} onEdit={() => setEdited({ id: rule.id, isNew: false })} onDelete={() => void remove(rule)} />
          ),
        )}
      </ul>
    </section>
  );
}

function replaced(rules: readonly Rule[], changed: Rule): Rule[] {
  return rules.map((it) => (it.id === changed.id ? changed : it));
}

async function save(rules: readonly Rule[]): Promise<boolean> {
  const failure = await changeSettings({ rules: [...rules] });
  if (failure) showFailure(failure, 'rules');
  return failure === null;
}

/** At once; for eight seconds it can be had back, where it was. */
async function remove(rule: Rule): Promise<void> {
  const before = useSettings.getState().settings.rules;
  const at = before.findIndex((it) => it.id === rule.id);
  if (!(await save(before.filter((it) => it.id !== rule.id)))) return;
  showToast({
    text: `Deleted ${rule.name}`,
    tone: 'plain',
    stayMs: undoMs,
    storyId: `rule ${rule.id}`,
    action: {
      label: 'Undo',
      onPress: () => {
        const now = useSettings.getState().settings.rules;
        if (!now.some((it) => it.id === rule.id)) void save(now.toSpliced(Math.min(at, now.length), 0, rule));
      },
    },
  });
}
