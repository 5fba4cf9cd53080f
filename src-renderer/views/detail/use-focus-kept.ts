import { type RefObject, useEffect } from 'react';

/**
 * Gives the focus to what is newly shown, when it would else be nowhere: what had it is gone. Keys then scroll at once,
 * and a screen reader knows where it is. It goes to the content marked `data-first-focus`, inside the box that scrolls,
 * without a ring: nobody has gone there. A tab or button that was pressed keeps it.
 */
export function useFocusKept(panel: RefObject<HTMLElement | null>, shown: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shown` says that something else is shown
  useEffect(() => {
    const active = document.activeElement;
    if (active !== null && active !== document.body) return;
    const find = (selector: string) => panel.current?.querySelector<HTMLElement>(selector);
    (find('[data-first-focus]') ?? find('[tabindex="0"]') ?? find('button'))?.focus({ preventScroll: true });
  }, [panel, shown]);
}
