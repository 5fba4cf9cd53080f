import { useEffect, useMemo, useState } from 'react';
import { invoke } from '../../bridge.ts';
import type { PortRow } from './form-values.ts';
import { conflictsAt, portQuestion } from './port-conflicts.ts';
import type { Problems } from './to-config.ts';

const waitMs = 250;
const noConflicts: Problems = new Map();

/** Which of the typed ports are taken, asked a moment after the last key. */
export function usePortConflicts(hostId: string, rows: readonly PortRow[], own: readonly PortRow[]): Problems {
  const question = useMemo(() => portQuestion(rows, own), [rows, own]);
  const asked = JSON.stringify([hostId, question]);
  const [known, setKnown] = useState({ asked: '', conflicts: noConflicts });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` says when there is something new to ask
  useEffect(() => {
    if (question.ports.length === 0) return;
    let gone = false;
    const timer = setTimeout(() => {
      void invoke('checkPorts', { hostId, ports: [...question.ports] }).then((answer) => {
        // Where it can't be told now, making the container will tell.
        if (!gone) setKnown({ asked, conflicts: answer.ok ? conflictsAt(question, answer.value) : noConflicts });
      });
    }, waitMs);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [asked]);
  return known.asked === asked ? known.conflicts : noConflicts;
}
