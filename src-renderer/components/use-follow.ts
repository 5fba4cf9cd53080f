import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';

/** Scrolling within this time after a key, wheel or pointer is the user's own. */
const userScrollMs = 400;
const bottomPx = 6;

const keysUp: ReadonlySet<string> = new Set(['Home', 'PageUp', 'ArrowUp']);
const keysDown: ReadonlySet<string> = new Set(['End', 'PageDown', 'ArrowDown', ' ']);

export interface Follow {
  /** Whether the newest line is kept in view. */
  readonly following: boolean;
  readonly setFollowing: (following: boolean) => void;
}

/**
 * Follows the end of a scrolling box. Scrolling up pauses, scrolling to the end goes on. Only the user's own scrolling
 * counts: rows that turn out taller than guessed move the box too.
 */
export function useFollow(element: RefObject<HTMLElement | null>): Follow {
  const [following, setFollowing] = useState(true);
  const userAtMs = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const box = element.current;
    if (!box) return undefined;
    const byUser = (): void => {
      userAtMs.current = performance.now();
    };
    const onPointerMove = (event: PointerEvent): void => {
      if (event.buttons !== 0) byUser();
    };
    const onScroll = (): void => {
      const isAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight <= bottomPx;
      if (performance.now() - userAtMs.current <= userScrollMs) setFollowing(isAtEnd);
    };
    // Up is meant to pause at once: the next line would scroll to the end again before the box has told of it.
    const up = (): void => {
      byUser();
      if (box.scrollHeight > box.clientHeight) setFollowing(false);
    };
    const onWheel = (event: WheelEvent): void => (event.deltaY < 0 ? up() : byUser());
    // Of keys only those that scroll: with the key that pauses, the scroll of a line that comes just then would go on following.
    const onKey = (event: KeyboardEvent): void => {
      if (keysUp.has(event.key) || (event.key === ' ' && event.shiftKey)) up();
      else if (keysDown.has(event.key)) byUser();
    };
    const own = ['pointerdown', 'touchmove'] as const;
    box.addEventListener('wheel', onWheel, { passive: true });
    box.addEventListener('keydown', onKey, { passive: true });
    for (const name of own) box.addEventListener(name, byUser, { passive: true });
    // A scroll bar that is held moves outside the box as well.
    window.addEventListener('pointermove', onPointerMove, { passive: true });
    box.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      box.removeEventListener('wheel', onWheel);
      box.removeEventListener('keydown', onKey);
      for (const name of own) box.removeEventListener(name, byUser);
      window.removeEventListener('pointermove', onPointerMove);
      box.removeEventListener('scroll', onScroll);
    };
  }, [element]);
  // Text that is being selected must not run away.
  useEffect(() => {
    const onSelection = (): void => {
      const selection = document.getSelection();
      const box = element.current;
      if (box && selection && !selection.isCollapsed && selection.anchorNode && box.contains(selection.anchorNode)) setFollowing(false);
    };
    document.addEventListener('selectionchange', onSelection);
    return () => document.removeEventListener('selectionchange', onSelection);
  }, [element]);
  return { following, setFollowing: useCallback((next: boolean) => setFollowing(next), []) };
}
