import { type RefObject, useEffect } from 'react';

/**
 * Gives the focus to the region of what is newly shown, when it would else be nowhere: what had it is gone. Keys then
 * scroll at once, and a screen reader knows where it is. A tab or button that was pressed keeps it.
 */
export function useFocusKept(panel: RefObject<HTMLElement | null>, shown: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shown` says that something else is shown
  useEffect(() => {
    const active = document.activeElement;
    if (active !== null && active !== document.body) return;
    panel.current?.querySelector<HTMLElement>('[tabindex="0"], button')?.focus({ preventScroll: true });
  }, [panel, shown]);
}
