import { Copy } from 'lucide-react';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { rawLimit } from '../../../../src-shared/container-detail.ts';
import { Button } from '../../../components/Button.tsx';
import { showHidden } from '../../../components/display-text.ts';
import { FilterField } from '../../../components/FilterField.tsx';
import { findRanges } from '../../../components/marked-text.ts';
import { copyText } from '../../../store/actions.ts';
import { useShortcut } from '../../../store/shortcuts.ts';
import type { Inspection } from '../use-inspect.ts';
import { markRanges, scrollToRange } from './highlight.ts';
import './InspectTab.css';

const matchLimit = 5_000;

/** The engine's own words about a container, environment values masked. */
export function InspectTab({ inspection }: { readonly inspection: Inspection }) {
  const { detail, failure, reload } = inspection;
  const pre = useRef<HTMLPreElement>(null);
  const [query, setQuery] = useState('');
  const [current, setCurrent] = useState(0);
  const raw = detail?.rawJson ?? '';
  const text = useMemo(() => raw.split('\n').map(showHidden).join('\n'), [raw]);
  const deferred = useDeferredValue(query);
  const ranges = useMemo(() => findRanges(text, deferred, matchLimit), [text, deferred]);
  const at = ranges.length === 0 ? -1 : current % ranges.length;
  useEffect(() => {
    const node = pre.current?.firstChild;
    if (!node) return undefined;
    const found = ranges[at];
    if (found) scrollToRange(node, found);
    return markRanges(node, ranges, at);
  }, [ranges, at]);
  const step = (direction: 1 | -1): boolean => {
    if (ranges.length > 0) setCurrent((at + direction + ranges.length) % ranges.length);
    return true;
  };
  useShortcut('nextMatch', () => query !== '' && step(1));
  useShortcut('previousMatch', () => query !== '' && step(-1));
  if (!detail) return <InspectNothing message={failure?.message ?? null} onRetry={reload} />;
  const count = ranges.length === 0 ? 'none' : `${at + 1} of ${ranges.length}${ranges.length === matchLimit ? '+' : ''}`;
  return (
    <div className="inspect">
      <div className="inspect-bar">
        <FilterField
          label="Search in inspect"
          value={query}
          onChange={(value) => {
            setQuery(value);
            setCurrent(0);
          }}
          found={{ count, onStep: step }}
        />
        <span className="spread" />
        <span className="small tertiary clip">Environment values are masked</span>
        <Button icon={Copy} label="Copy all" onPress={() => void copyText(raw, 'the inspect answer')} />
      </div>
      {failure && <p className="inspect-note small bad">This may be old. {failure.message}</p>}
      {raw.length >= rawLimit && (
        <p className="inspect-note small secondary">Only the first 128 KiB are shown. docker inspect in a terminal tells all.</p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="inspect-scroll" tabIndex={0} aria-label="Inspect answer as JSON">
        <pre ref={pre} className="inspect-json mono selectable" data-first-focus tabIndex={-1}>
          {text}
        </pre>
      </section>
    </div>
  );
}

function InspectNothing({ message, onRetry }: { readonly message: string | null; readonly onRetry: () => void }) {
  if (message === null) return null;
  return (
    <div className="inspect-nothing" role="status">
      <p className="bad">{message}</p>
      <Button label="Try again" onPress={onRetry} />
    </div>
  );
}
