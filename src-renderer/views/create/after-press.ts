let pressed = false;
const waiting = new Set<() => void>();

function onDown(): void {
  pressed = true;
}

function onUp(): void {
  pressed = false;
  // After the click that belongs to it.
  setTimeout(() => {
    for (const run of waiting) run();
    waiting.clear();
  });
}

/**
 * Watches for presses while a form is shown. What appears when a field is left would move the button that is just being
 * pressed away from under the pointer, and the click would be lost. Returns what stops it.
 */
export function watchPresses(): () => void {
  document.addEventListener('pointerdown', onDown, true);
  document.addEventListener('pointerup', onUp, true);
  document.addEventListener('pointercancel', onUp, true);
  return () => {
    document.removeEventListener('pointerdown', onDown, true);
    document.removeEventListener('pointerup', onUp, true);
    document.removeEventListener('pointercancel', onUp, true);
    onUp();
  };
}

/** Runs it now, or when the press that is under way has ended. */
export function afterPress(run: () => void): void {
  if (pressed) waiting.add(run);
  else run();
}
