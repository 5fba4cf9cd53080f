import { useState } from 'react';
import type { Operation } from '../../../src-shared/model.ts';
import { invoke } from '../../bridge.ts';
import { BusyArc, Button } from '../../components/Button.tsx';
import { showFailure } from '../../store/toasts.ts';
import { operationTitle, stepWords } from './operation-words.ts';

/** One operation: what, at which step, how far, and the way to end it. */
export function OperationRow({ operation }: { readonly operation: Operation }) {
  const [ending, setEnding] = useState(false);
  const title = operationTitle(operation);
  const step = stepWords(operation);
  const percent = operation.progress?.percent ?? null;
  const cancel = async (): Promise<void> => {
    setEnding(true);
    const answer = await invoke('cancelOperation', { operationId: operation.id });
    if (answer.ok) return;
    setEnding(false);
    showFailure(answer.failure, `cancel ${operation.id}`);
  };
  return (
    <div className="operation">
      <BusyArc />
      <span className="operation-title clip" title={title}>
        {title}
      </span>
      <span className="operation-step clip" title={step}>
        {step}
      </span>
      {percent !== null && (
        <>
          <span
            role="progressbar"
            className="operation-bar"
            aria-label={title}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.round(percent)}
          >
            <span style={{ width: `${percent}%` }} />
          </span>
          <span className="operation-percent">{Math.round(percent)}&nbsp;%</span>
        </>
      )}
      {operation.cancellable && (
        <Button className="operation-cancel" label="Cancel" tone="ghost" busy={ending} busyLabel="Ending" onPress={() => void cancel()} />
      )}
    </div>
  );
}
