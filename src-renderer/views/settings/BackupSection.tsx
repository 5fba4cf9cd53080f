import { Download, Upload } from 'lucide-react';
import { useState } from 'react';
import type { Failure } from '../../../src-shared/failure.ts';
import { fieldProblems } from '../../../src-shared/field-problems.ts';
import { invoke } from '../../bridge.ts';
import { Button } from '../../components/Button.tsx';
import { takeSettings } from '../../store/settings-store.ts';
import { problemLines } from './problem-lines.ts';
import { SettingRow } from './SettingRow.tsx';

type Outcome = { readonly kind: 'done'; readonly text: string } | { readonly kind: 'failed'; readonly failure: Failure };

/** Settings to a file and back; what is wrong with a file is told field by field. */
export function BackupSection() {
  const [exported, setExported] = useState<Outcome | null>(null);
  const [imported, setImported] = useState<Outcome | null>(null);
  const toFile = async (): Promise<void> => {
    const answer = await invoke('exportSettings', {});
    if (!answer.ok) setExported({ kind: 'failed', failure: answer.failure });
    else setExported(answer.value === null ? null : { kind: 'done', text: `Saved to ${answer.value}` });
  };
  const fromFile = async (): Promise<void> => {
    const answer = await invoke('importSettings', {});
    if (!answer.ok) {
      setImported({ kind: 'failed', failure: answer.failure });
      return;
    }
    if (answer.value) takeSettings(answer.value);
    setImported(answer.value === null ? null : { kind: 'done', text: 'Imported. The settings are in force.' });
  };
  return (
    <section className="settings-part" aria-label="Export and import">
      <h2>Export and import</h2>
      <SettingRow title="Export" words="All settings and rules as a JSON file, without tokens.">
        <Button label="Export…" icon={Download} onPress={() => void toFile()} />
        <OutcomeWords outcome={exported} />
      </SettingRow>
      <SettingRow title="Import" words="Takes the place of the settings that the file names. A file with a mistake changes nothing.">
        <Button label="Import…" icon={Upload} onPress={() => void fromFile()} />
        <OutcomeWords outcome={imported} />
      </SettingRow>
    </section>
  );
}

function OutcomeWords({ outcome }: { readonly outcome: Outcome | null }) {
  if (!outcome) return null;
  if (outcome.kind === 'done') {
    return (
      <p className="small secondary backup-outcome" role="status">
        {outcome.text}
      </p>
    );
  }
  const problems = fieldProblems(outcome.failure);
  const lines = problemLines(problems);
  return (
    <div className="backup-problems" role="alert">
      <p className="setting-failure">{headline(outcome.failure, Object.keys(problems).length)}</p>
      {lines.length > 0 && (
        <dl className="selectable">
          {lines.map(({ field, problem }) => (
            <div key={field}>
              <dt className="mono">{field}</dt>
              <dd>{problem}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}

/** The lines below say which fields, and what is wrong with each. */
function headline(failure: Failure, count: number): string {
  if (count === 0) return failure.message;
  return `Nothing was imported: ${count === 1 ? 'one field is' : `${count} fields are`} wrong.`;
}
