import { useState } from 'react';
import { formatBytes } from '../../../src-shared/format.ts';
import type { Operation, Progress } from '../../../src-shared/model.ts';
import { invoke } from '../../bridge.ts';
import { BusyArc, Button } from '../../components/Button.tsx';
import { useShowsOperation } from '../../store/shown-operation.ts';
import { showFailure } from '../../store/toasts.ts';

export interface OperationProgressProps {
  /** Null until the core tells of it. */
  readonly operation: Operation | null;
  /** Until it says more: 'Creating web'. */
  readonly words: string;
}

/** How far something is, layer by layer where an image is pulled, with Cancel where it can be. */
export function OperationProgress({ operation, words }: OperationProgressProps) {
  const [cancelled, setCancelled] = useState<string | null>(null);
  useShowsOperation(operation?.id ?? null);
  const progress = operation?.progress ?? null;
  const percent = progress?.percent ?? null;
  const message = progress?.message ?? (operation?.state === 'queued' ? 'Waiting for other work on this engine' : words);
  const cancel = async (id: string): Promise<void> => {
    setCancelled(id);
    const answer = await invoke('cancelOperation', { operationId: id });
    if (answer.ok) return;
    setCancelled(null);
    showFailure(answer.failure, 'cancel');
  };
  return (
    <section className="form-progress" aria-label="Progress">
      <div className="form-progress-line">
        <BusyArc />
        <span role="status" className="form-progress-message">
          {message}
        </span>
        {percent !== null && <span className="secondary">{Math.round(percent)} %</span>}
        <span className="spread" />
        {operation?.cancellable && (
          <Button label="Cancel" busyLabel="Cancelling" busy={cancelled === operation.id} onPress={() => void cancel(operation.id)} />
        )}
      </div>
      <div
        className="form-progress-bar"
        role="progressbar"
        aria-label={message}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent === null ? undefined : Math.round(percent)}
      >
        <div style={{ width: `${percent ?? 0}%` }} />
      </div>
      {progress && progress.layers.length > 0 && <Layers layers={progress.layers} />}
    </section>
  );
}

function Layers({ layers }: { readonly layers: Progress['layers'] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <ul className="form-progress-layers" aria-label="Layers" tabIndex={0}>
      {layers.map((it) => (
        <li key={it.id}>
          <code>{it.id}</code>
          <span className="clip">{it.status}</span>
          <span className="tertiary form-progress-bytes">{bytesOf(it)}</span>
          <span className="form-progress-bar" aria-hidden="true">
            <span style={{ width: `${partOf(it) * 100}%` }} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function bytesOf({ currentBytes, totalBytes }: Progress['layers'][number]): string {
  if (currentBytes === null) return '';
  return totalBytes === null ? formatBytes(currentBytes) : `${formatBytes(currentBytes)} of ${formatBytes(totalBytes)}`;
}

function partOf({ currentBytes, totalBytes, status }: Progress['layers'][number]): number {
  if (/complete|exists/i.test(status)) return 1;
  return currentBytes === null || totalBytes === null || totalBytes === 0 ? 0 : Math.min(1, currentBytes / totalBytes);
}
