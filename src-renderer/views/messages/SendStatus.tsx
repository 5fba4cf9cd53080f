import { formatDuration } from '../../../src-shared/format.ts';
import { useNow } from '../../store/clock.ts';
import type { JsonCheck } from './json-check.ts';
import { latencyWords } from './message-words.ts';
import type { Sending } from './send.ts';

export interface SendStatusProps {
  readonly id: string;
  readonly check: JsonCheck;
  readonly sending: Sending | null;
}

/** One line below the fields: what is wrong with the JSON, or how the last sending goes. */
export function SendStatus({ id, check, sending }: SendStatusProps) {
  return (
    <p id={id} className="composer-status" role="status">
      {!check.ok ? (
        <span className="bad">
          Line {check.line}, column {check.column}: {check.message}
        </span>
      ) : (
        sending && <SendingWords sending={sending} />
      )}
    </p>
  );
}

function SendingWords({ sending }: { readonly sending: Sending }) {
  switch (sending.state) {
    case 'refused':
      return <span className="bad">{sending.message}</span>;
    case 'waiting':
      return <Waiting to={sending.to} sinceMs={sending.sinceMs} />;
    case 'ended': {
      const [first] = sending.outcomes;
      if (sending.outcomes.length !== 1 || !first) return null;
      if (first.failed !== null) return <span className="bad">{first.failed}</span>;
      return <span className="tertiary">Answered in {latencyWords(first.latencyMs ?? 0)}</span>;
    }
  }
}

function Waiting({ to, sinceMs }: { readonly to: number; readonly sinceMs: number }) {
  const waitedMs = useNow() - sinceMs;
  return (
    <span className="tertiary">
      {to === 1 ? 'Waiting for the reply' : `Waiting for ${to} replies`}
      {waitedMs >= 1_000 && <span aria-hidden="true">, {formatDuration(waitedMs)}</span>}
    </span>
  );
}
