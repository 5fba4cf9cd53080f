/** Milliseconds of a frame that drawing may take; the rest of the queue waits for the next frame. */
const budgetMs = 3;

const waiting = new Map<Element, () => void>();
let frame = 0;

/**
 * Draws something soon: this frame where there is time, else in one of the next. A canvas costs most when it is drawn
 * first, and fast scrolling makes dozens at once. Only the newest drawing of an element is kept; one that has left the
 * document is dropped.
 */
export function drawWhenFree(element: Element, draw: () => void): void {
  // To the end of the queue: those that waited longest go first.
  waiting.delete(element);
  waiting.set(element, draw);
  if (frame === 0) frame = requestAnimationFrame(drawSome);
}

function drawSome(): void {
  frame = 0;
  const startedAtMs = performance.now();
  for (const [element, draw] of waiting) {
    waiting.delete(element);
    if (element.isConnected) draw();
    if (performance.now() - startedAtMs > budgetMs) break;
  }
  if (waiting.size > 0) frame = requestAnimationFrame(drawSome);
}
