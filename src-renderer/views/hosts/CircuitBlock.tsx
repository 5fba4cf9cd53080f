import { useState } from 'react';
import { formatDuration } from '../../../src-shared/format.ts';
import type { Host } from '../../../src-shared/model.ts';
import { invoke } from '../../bridge.ts';
import { Button } from '../../components/Button.tsx';
import { StateShape } from '../../components/StateShape.tsx';
import { useNow } from '../../store/clock.ts';
import { showFailure } from '../../store/toasts.ts';

/** That actions are held back after several failures in a row, until when, and the way to try at once; nothing while all is well. */
export function CircuitBlock({ host }: { readonly host: Host }) {
  switch (host.circuit.state) {
    case 'closed':
      return null;
    case 'halfOpen':
      return (
        <p className="host-circuit" role="status">
          <StateShape state="attention" />
          Actions failed several times in a row. The next ones are let through to see whether they work again.
        </p>
      );
    case 'open':
      return <Open hostId={host.id} untilMs={host.circuit.untilMs} />;
  }
}

function Open({ hostId, untilMs }: { readonly hostId: string; readonly untilMs: number }) {
  const [busy, setBusy] = useState(false);
  const leftMs = untilMs - useNow();
  const tryNow = async (): Promise<void> => {
    setBusy(true);
    const answer = await invoke('retryOperations', { hostId });
    setBusy(false);
    if (!answer.ok) showFailure(answer.failure, `circuit ${hostId}`);
  };
  return (
    <div className="host-circuit">
      <StateShape state="attention" />
      <p>
        Actions failed several times in a row, so they are held back
        {leftMs >= 1_000 ? ` for another ${formatDuration(leftMs)}` : ' a moment longer'}.
      </p>
      <Button label="Try now" busyLabel="Trying" busy={busy} onPress={() => void tryNow()} />
    </div>
  );
}
