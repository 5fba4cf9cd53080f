import { type ReactNode, useId, useState } from 'react';

export interface SectionProps {
  readonly title: string;
  readonly count?: number;
  /** At the right end of the title. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** A part of the facts, under a hairline and a title. */
export function Section({ title, count, action, children }: SectionProps) {
  const titleId = useId();
  return (
    <section className="facts-section" aria-labelledby={titleId}>
      <div className="facts-title">
        <h2 id={titleId}>{title}</h2>
        {count !== undefined && <span className="small tertiary">{count}</span>}
        <span className="spread" />
        {action}
      </div>
      {children}
    </section>
  );
}

export interface FewProps<T> {
  readonly items: readonly T[];
  readonly shown: number;
  readonly render: (item: T) => ReactNode;
}

/** The first few of a list; '9 more' shows the rest. */
export function Few<T>({ items, shown, render }: FewProps<T>) {
  const [all, setAll] = useState(false);
  const rest = items.length - shown;
  return (
    <>
      <ul className="facts-list">{(all || rest <= 1 ? items : items.slice(0, shown)).map(render)}</ul>
      {rest > 1 && (
        <button type="button" className="facts-more small" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Fewer' : `${rest} more`}
        </button>
      )}
    </>
  );
}
