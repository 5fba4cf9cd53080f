import { type CSSProperties, memo, type Ref, useMemo, useState } from 'react';
import { formatClock } from '../../../src-shared/format.ts';
import { cutAtRanges, findRanges } from '../../components/marked-text.ts';
import { type LogColour, type LogSpan, toSpans } from './ansi.ts';
import type { LogEntry, LogEntryLine } from './log-ring.ts';

/** A longer line is cut on screen until asked for: a row of 64 KiB makes scrolling jump. */
const charactersShown = 4_096;

export interface LogRowProps {
  readonly entry: LogEntry;
  readonly index: number;
  readonly times: boolean;
  /** What is searched for; empty: nothing. */
  readonly query: string;
  readonly isCurrent: boolean;
  /** Set where rows differ in height. */
  readonly measure: Ref<HTMLDivElement> | null;
}

export const LogRow = memo(function LogRow({ entry, index, times, query, isCurrent, measure }: LogRowProps) {
  if (entry.kind === 'mark') {
    return (
      <div ref={measure} data-index={index} className={entry.tone === 'bad' ? 'log-mark log-mark-bad' : 'log-mark'}>
        {entry.text}
      </div>
    );
  }
  const isError = entry.line.stream === 'stderr';
  return (
    <div
      ref={measure}
      data-index={index}
      className={['log-row', isError ? 'log-row-stderr' : '', isCurrent ? 'log-row-current' : ''].filter(Boolean).join(' ')}
    >
      {times && <span className="log-time">{entry.line.atMs === null ? '–' : preciseTime(entry.line.atMs)}</span>}
      <span className="log-stream" title={isError ? 'Standard error' : undefined}>
        {isError ? 'err' : ''}
      </span>
      <LineText entry={entry} query={query} />
    </div>
  );
});

function LineText({ entry, query }: { readonly entry: LogEntryLine; readonly query: string }) {
  const [whole, setWhole] = useState(false);
  const { line } = entry;
  const spans = useMemo(() => toSpans(line.text), [line.text]);
  const text = useMemo(() => spans.map((span) => span.text).join(''), [spans]);
  const ranges = useMemo(() => findRanges(text, query), [text, query]);
  const limit = whole ? Number.POSITIVE_INFINITY : charactersShown;
  const hidden = whole ? 0 : Math.max(0, text.length - charactersShown);
  return (
    <span className="log-text">
      {shownParts(spans, limit).map(({ span, at }) => (
        <Part key={at} span={span} at={at} ranges={ranges} />
      ))}
      {hidden > 0 && (
        <button type="button" className="link log-more" onClick={() => setWhole(true)}>
          {hidden.toLocaleString('en')} more characters
        </button>
      )}
      {line.cut && <span className="log-cut"> cut at 64 KiB</span>}
    </span>
  );
}

function shownParts(spans: readonly LogSpan[], limit: number): { readonly span: LogSpan; readonly at: number }[] {
  const parts: { readonly span: LogSpan; readonly at: number }[] = [];
  let at = 0;
  for (const span of spans) {
    if (at >= limit) break;
    parts.push({ span: span.text.length > limit - at ? { ...span, text: span.text.slice(0, limit - at) } : span, at });
    at += span.text.length;
  }
  return parts;
}

interface PartProps {
  readonly span: LogSpan;
  readonly at: number;
  readonly ranges: readonly (readonly [number, number])[];
}

function Part({ span, at, ranges }: PartProps) {
  const content =
    ranges.length === 0
      ? span.text
      : cutAtRanges(span.text, at, ranges).map((part) => (part.isMatch ? <mark key={part.at}>{part.text}</mark> : part.text));
  const className = classesOf(span);
  const style = styleOf(span);
  if (className === '' && style === undefined) return content;
  return (
    <span className={className} style={style}>
      {content}
    </span>
  );
}

function classesOf(span: LogSpan): string {
  return [
    span.foreground?.kind === 'named' && !span.background ? `ansi-${span.foreground.name}` : '',
    span.bold ? 'ansi-bold' : '',
    span.dim ? 'ansi-dim' : '',
    span.italic ? 'ansi-italic' : '',
    span.underline ? 'ansi-underline' : '',
    span.strike ? 'ansi-strike' : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** Colours of their own are mixed with the theme's text and ground, so that no program can write what can't be read. */
function styleOf({ foreground, background }: LogSpan): CSSProperties | undefined {
  // On a ground of its own the text keeps the theme's colour: the pair that was asked for may not be told apart.
  if (background) return { backgroundColor: `color-mix(in srgb, ${cssColour(background)} 24%, var(--bg))`, color: 'var(--t1)' };
  if (foreground?.kind === 'rgb') return { color: `color-mix(in srgb, rgb(${foreground.rgb}) 40%, var(--t1))` };
  return undefined;
}

function cssColour(colour: LogColour): string {
  return colour.kind === 'rgb' ? `rgb(${colour.rgb})` : `var(--ansi-${colour.name})`;
}

/** '14:32:07.318' */
function preciseTime(atMs: number): string {
  return `${formatClock(atMs)}.${String(Math.floor(atMs) % 1000).padStart(3, '0')}`;
}
