import { useEffect, useState } from 'react';
import './Tooltip.css';

const waitMs = 400;
const gapPx = 6;
const edgePx = 8;

interface Tip {
  readonly text: string;
  readonly left: number;
  readonly top: number;
  readonly above: boolean;
}

/** Tooltips for what stands in lists: one layer for all elements with `data-tip`, as a component for each cell would cost. */
export function TipLayer() {
  const [tip, setTip] = useState<Tip | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over: Element | null = null;
    const hide = (): void => {
      clearTimeout(timer);
      setTip(null);
    };
    const onOver = (event: PointerEvent): void => {
      const element = event.target instanceof Element ? event.target.closest('[data-tip]') : null;
      if (element === over) return;
      over = element;
      hide();
      if (element) timer = setTimeout(() => setTip(tipOf(element)), waitMs);
    };
    document.addEventListener('pointerover', onOver);
    document.addEventListener('pointerdown', hide);
    document.addEventListener('scroll', hide, { capture: true, passive: true });
    document.addEventListener('keydown', hide);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('pointerover', onOver);
      document.removeEventListener('pointerdown', hide);
      document.removeEventListener('scroll', hide, { capture: true });
      document.removeEventListener('keydown', hide);
    };
  }, []);
  if (!tip) return null;
  return (
    <div className={`tooltip tip-layer${tip.above ? ' is-above' : ''}`} aria-hidden="true" style={{ left: tip.left, top: tip.top }}>
      {tip.text}
    </div>
  );
}

function tipOf(element: Element): Tip | null {
  if (!element.isConnected || !(element instanceof HTMLElement)) return null;
  const text = element.dataset['tip'] ?? '';
  // Nothing new to tell: all of it is on screen.
  if (text === element.textContent && element.scrollWidth <= element.clientWidth) return null;
  const { left, top, bottom } = element.getBoundingClientRect();
  const above = bottom > window.innerHeight - 80;
  return {
    text,
    left: Math.max(edgePx, Math.min(left, window.innerWidth - 240)),
    top: above ? top - gapPx : bottom + gapPx,
    above,
  };
}
