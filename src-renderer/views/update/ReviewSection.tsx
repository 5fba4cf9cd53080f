import { useEffect, useRef } from 'react';
import { PreviewPanel } from './PreviewPanel.tsx';
import type { PreviewAnswer } from './use-preview.ts';

/** The second step: what changes and what is lost. It takes the focus, as the field that had it is gone. */
export function ReviewSection({ answer }: { readonly answer: PreviewAnswer }) {
  const section = useRef<HTMLElement>(null);
  useEffect(() => section.current?.focus({ preventScroll: true }), []);
  return (
    <section ref={section} data-arrived tabIndex={-1} className="form-part" aria-label="What changes">
      <h2>What changes</h2>
      <PreviewPanel answer={answer} withChanges />
    </section>
  );
}
