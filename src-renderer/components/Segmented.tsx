import { useRef } from 'react';
import './Segmented.css';

export interface Segment<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly count?: number;
}

export interface SegmentedProps<V extends string> {
  /** Read aloud before the chosen one: 'State'. */
  readonly label: string;
  readonly segments: readonly Segment<V>[];
  readonly value: V;
  readonly onChange: (value: V) => void;
}

/** One of a few, side by side. A radio group: one tab stop, arrows choose. */
export function Segmented<V extends string>({ label, segments, value, onChange }: SegmentedProps<V>) {
  const group = useRef<HTMLDivElement>(null);
  const move = (by: number): void => {
    const at = segments.findIndex((it) => it.value === value);
    const next = segments[(at + by + segments.length) % segments.length];
    if (!next) return;
    onChange(next.value);
    group.current?.querySelector<HTMLElement>(`[data-value="${CSS.escape(next.value)}"]`)?.focus();
  };
  return (
    <div
      ref={group}
      role="radiogroup"
      aria-label={label}
      className="segmented"
      onKeyDown={(event) => {
        const by =
          event.key === 'ArrowRight' || event.key === 'ArrowDown' ? 1 : event.key === 'ArrowLeft' || event.key === 'ArrowUp' ? -1 : 0;
        if (by === 0) return;
        event.preventDefault();
        move(by);
      }}
    >
      {segments.map((it) => (
        <button
          key={it.value}
          type="button"
          role="radio"
          data-value={it.value}
          aria-checked={it.value === value}
          tabIndex={it.value === value ? 0 : -1}
          className="segment"
          onClick={() => onChange(it.value)}
        >
          {it.label}
          {it.count !== undefined && <span className="segment-count">{it.count}</span>}
        </button>
      ))}
    </div>
  );
}
