import { useEffect, useState } from 'react';
import type { Argument, Value } from '../../../src-shared/contract.ts';
import type { Failure } from '../../../src-shared/failure.ts';
import { invoke } from '../../bridge.ts';

export type Preview = Value<'previewUpdate'>;
export type PreviewAnswer = { readonly preview: Preview } | { readonly failure: Failure } | null;

/** What an update would change; null until it is known. `question` null: nothing is asked. */
export function usePreview(question: Argument<'previewUpdate'> | null): PreviewAnswer {
  const asked = JSON.stringify(question);
  const [answer, setAnswer] = useState<{ readonly asked: string; readonly told: PreviewAnswer }>({ asked: '', told: null });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asked` says when there is something new to ask
  useEffect(() => {
    if (!question) return;
    let gone = false;
    void invoke('previewUpdate', question).then((result) => {
      if (!gone) setAnswer({ asked, told: result.ok ? { preview: result.value } : { failure: result.failure } });
    });
    return () => {
      gone = true;
    };
  }, [asked]);
  return answer.asked === asked ? answer.told : null;
}
