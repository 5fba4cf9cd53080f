import { StateShape } from '../../components/StateShape.tsx';
import type { PreviewAnswer } from './use-preview.ts';

export interface PreviewPanelProps {
  readonly answer: PreviewAnswer;
  /** Whether the changes are listed, or only what is lost. */
  readonly withChanges: boolean;
}

/** What an update changes, before and after, and what it loses. */
export function PreviewPanel({ answer, withChanges }: PreviewPanelProps) {
  if (answer === null) return <p className="form-part tertiary">Looking at what changes</p>;
  if ('failure' in answer) return <Said tone="bad" sentences={[answer.failure.message]} />;
  const { changes, warnings, refusal } = answer.preview;
  return (
    <>
      {refusal !== null && <Said tone="bad" sentences={[refusal]} />}
      <Said tone="warn" sentences={warnings} />
      {withChanges && changes.length > 0 && (
        <table className="preview-table">
          <caption className="unseen">What changes</caption>
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Before</th>
              <th scope="col">After</th>
            </tr>
          </thead>
          <tbody>
            {changes.map((it) => (
              <tr key={`${it.field} ${it.before} ${it.after}`}>
                <th scope="row">{it.field}</th>
                <td className="mono selectable">{it.before === '' ? '–' : it.before}</td>
                <td className="mono selectable">{it.after === '' ? '–' : it.after}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {withChanges && changes.length === 0 && refusal === null && <p className="form-part secondary">Nothing changes.</p>}
    </>
  );
}

function Said({ tone, sentences }: { readonly tone: 'bad' | 'warn'; readonly sentences: readonly string[] }) {
  if (sentences.length === 0) return null;
  return (
    <ul className={`preview-said preview-said-${tone}`}>
      {sentences.map((it) => (
        <li key={it}>
          <StateShape state={tone === 'bad' ? 'crashed' : 'attention'} />
          <span>{it}</span>
        </li>
      ))}
    </ul>
  );
}
