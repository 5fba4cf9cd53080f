import { memo, useLayoutEffect, useRef } from 'react';
import type { Container } from '../../../src-shared/model.ts';
import { onSecond } from '../../store/clock.ts';
import { uptimeWords } from './cause.ts';
import { writeMark, writeText } from './dom-writes.ts';

interface UptimeCellProps {
  readonly container: Container;
  /** When the host was last heard of, once it no longer answers: nothing counts on from there. Null: the present. */
  readonly asOfMs: number | null;
}

/** How long it is up, or how it ended and when; written directly once a second, see `LiveCells`. */
export const UptimeCell = memo(function UptimeCell({ container, asOfMs }: UptimeCellProps) {
  const first = useRef<HTMLSpanElement>(null);
  const second = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const paint = (): void => {
      const words = uptimeWords(container, asOfMs ?? Date.now());
      writeText(first.current, words.first);
      writeText(second.current, words.second ?? '');
      if (second.current) writeMark(second.current, 'data-tone', words.secondIsBad ? 'bad' : 'calm');
    };
    paint();
    return asOfMs === null ? onSecond(paint) : undefined;
  }, [container, asOfMs]);
  return (
    <div role="gridcell" className="cell-uptime two-lines">
      <span ref={first} />
      <span ref={second} />
    </div>
  );
});
