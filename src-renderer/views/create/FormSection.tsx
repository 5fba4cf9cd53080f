import type { ReactNode } from 'react';

export interface FormSectionProps {
  readonly title: string;
  /** What it holds, in short, for when it is folded. */
  readonly words: string;
  readonly children: ReactNode;
}

/** The less common fields, folded until they are wanted. */
export function FormSection({ title, words, children }: FormSectionProps) {
  return (
    <details className="form-section">
      <summary>
        <span className="form-section-title">{title}</span>
        <span className="small tertiary clip">{words}</span>
      </summary>
      <div className="form-part">{children}</div>
    </details>
  );
}
