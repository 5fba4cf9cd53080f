import { useLayoutEffect, useRef, useState } from 'react';
import { type Measure, shortImage, shortLabel, shortMiddle, textWidth } from './short-text.ts';

const shorten = { image: shortImage, label: shortLabel, middle: shortMiddle } as const;

export interface ShortTextProps {
  readonly text: string;
  /** `image` and `label` lose leading segments, `middle` its middle. Names that end in '…' need no more than the class `clip`. */
  readonly how: keyof typeof shorten;
  readonly className?: string;
}

/** Text that fits its place and tells the whole in its tooltip. For single places; rows of lists measure by column. */
export function ShortText({ text, how, className = '' }: ShortTextProps) {
  const element = useRef<HTMLSpanElement>(null);
  const [shown, setShown] = useState(text);
  useLayoutEffect(() => {
    const span = element.current;
    if (!span) return;
    const fit = (): void => {
      // Not the shorthand: it is empty where figures are tabular, as everywhere here.
      const { fontStyle, fontWeight, fontSize, fontFamily } = getComputedStyle(span);
      const font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
      const measure: Measure = (part) => textWidth(part, font);
      setShown(shorten[how](text, span.clientWidth, measure));
    };
    const observer = new ResizeObserver(fit);
    observer.observe(span);
    fit();
    return () => observer.disconnect();
  }, [text, how]);
  return (
    <span ref={element} className={`clip ${className}`} style={{ display: 'block' }} title={shown === text ? undefined : text}>
      {shown}
    </span>
  );
}
