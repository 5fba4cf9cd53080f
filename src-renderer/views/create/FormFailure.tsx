import type { Failure } from '../../../src-shared/failure.ts';
import { StateShape } from '../../components/StateShape.tsx';

/** What failed and what to do, above the buttons; what was typed is still there. */
export function FormFailure({ failure, title }: { readonly failure: Failure; readonly title: string }) {
  const details = Object.entries(failure.details).filter(([name]) => name !== 'fields' && name !== 'field');
  return (
    <section className="form-failure" role="alert">
      <StateShape state="crashed" />
      <div>
        <p className="form-failure-title">{title}</p>
        <p className="selectable">{failure.message}</p>
        {details.length > 0 && (
          <details className="small">
            <summary>Show details</summary>
            <pre className="mono selectable">{details.map(([name, value]) => `${name}: ${value}`).join('\n')}</pre>
          </details>
        )}
      </div>
    </section>
  );
}
