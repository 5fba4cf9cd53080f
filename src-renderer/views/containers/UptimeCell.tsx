import { memo, useLayoutEffect, useRef } from 'react';
import type { Container } from '../../../src-shared/model.ts';
import { onSecond } from '../../store/clock.ts';
import { uptimeWords } from './cause.ts';

/** How long it is up, or how it ended and when; written directly once a second, see `LiveCells`. */
export const UptimeCell = memo(function UptimeCell({ container }: { readonly container: Container }) {
  const first = useRef<HTMLSpanElement>(null);
  const second = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const paint = (): void => {
      const words = uptimeWords(container, Date.now());
      if (first.current && first.current.textContent !== words.first) first.current.textContent = words.first;
      if (!second.current) return;
      const text = words.second ?? '';
      if (second.current.textContent !== text) second.current.textContent = text;
      second.current.classList.toggle('is-bad', words.secondIsBad);
    };
    paint();
    return onSecond(paint);
  }, [container]);
  return (
    <div role="gridcell" className="cell-uptime two-lines">
      <span ref={first} />
      <span ref={second} />
    </div>
  );
});
