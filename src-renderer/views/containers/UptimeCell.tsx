import { memo, useLayoutEffect, useRef } from 'react';
import type { Container } from '../../../src-shared/model.ts';
import { onSecond } from '../../store/clock.ts';
import { uptimeWords } from './cause.ts';

interface UptimeCellProps {
  readonly container: Container;
  /** When the host was last heard of, once it no longer answers: nothing counts on from there. Null: the present. */
  readonly asOfMs: number | null;
}

/** How long it is up, or how it ended and when; written directly once a second, see `LiveCells`. */
export const UptimeCell = memo(function UptimeCell({ container, asOfMs }: UptimeCellProps) {
  const cell = useRef<HTMLDivElement>(null);
  const first = useRef<HTMLSpanElement>(null);
  const second = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const paint = (): void => {
      const words = uptimeWords(container, asOfMs ?? Date.now());
      if (first.current && first.current.textContent !== words.first) first.current.textContent = words.first;
      if (!second.current) return;
      const text = words.second ?? '';
      if (second.current.textContent !== text) second.current.textContent = text;
      second.current.classList.toggle('is-bad', words.secondIsBad);
      if (cell.current) cell.current.dataset['lines'] = words.second ? '2' : '1';
    };
    paint();
    return asOfMs === null ? onSecond(paint) : undefined;
  }, [container, asOfMs]);
  return (
    <div ref={cell} role="gridcell" className="cell-uptime two-lines">
      <span ref={first} />
      <span ref={second} />
    </div>
  );
});
