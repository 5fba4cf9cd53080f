import type { ReactNode } from 'react';

export interface ChartHeadingProps {
  readonly title: string;
  /** The figure itself, beside the title; charts with two series tell theirs in their keys. */
  readonly value?: string;
  readonly isPointed?: boolean;
  readonly isStale?: boolean;
  readonly note?: string;
  readonly children?: ReactNode;
}

/** A chart's name and its values: of the moment pointed at, else of now. */
export function ChartHeading({ title, value, isPointed = false, isStale = false, note, children }: ChartHeadingProps) {
  return (
    <div className="chart-heading">
      <h2>{title}</h2>
      {value !== undefined && (
        <span className={`chart-value ${isPointed ? 'chart-value-pointed' : isStale ? 'chart-value-stale' : ''}`}>{value}</span>
      )}
      {note !== undefined && <span className="small secondary clip">{note}</span>}
      <span className="spread" />
      {children}
    </div>
  );
}

export interface ChartKeyProps {
  readonly look: 'first' | 'second' | 'firstLine' | 'secondLine' | 'limit';
  readonly label: string;
  /** Read aloud instead of the label, where that leaves out a unit. */
  readonly words?: string;
}

/** A sample of a line, and what it stands for. */
export function ChartKey({ look, label, words }: ChartKeyProps) {
  const isArea = look === 'first' || look === 'second';
  const y = isArea ? 0.75 : 4;
  return (
    <span className="chart-key" title={words}>
      <svg width="14" height="8" viewBox="0 0 14 8" aria-hidden="true">
        {isArea && <rect className={`chart-key-fill-${look}`} y="0" width="14" height="8" />}
        <line className={`chart-key-${look}`} x2="14" y1={y} y2={y} />
      </svg>
      <span aria-hidden={words ? true : undefined}>{label}</span>
      {words && <span className="unseen">{words}</span>}
    </span>
  );
}
