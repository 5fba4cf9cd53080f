import { useCallback, useRef, useState } from 'react';

const secondLine = '12px';

/** The width of the name column in px, and the font of images in it: both decide how images are cut. */
export function useNameWidth(): {
  readonly nameRef: (cell: HTMLElement | null) => void;
  readonly nameWidth: number;
  readonly imageFont: string;
} {
  const [nameWidth, setNameWidth] = useState(232);
  const [imageFont, setImageFont] = useState(`${secondLine} sans-serif`);
  const observer = useRef<ResizeObserver>(undefined);
  const nameRef = useCallback((cell: HTMLElement | null) => {
    observer.current?.disconnect();
    if (!cell) return;
    setNameWidth(Math.floor(cell.clientWidth));
    setImageFont(`${secondLine} ${getComputedStyle(cell).fontFamily}`);
    observer.current = new ResizeObserver(() => setNameWidth(Math.floor(cell.clientWidth)));
    observer.current.observe(cell);
  }, []);
  return { nameRef, nameWidth, imageFont };
}
