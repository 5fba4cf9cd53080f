/*
 * What runs in the window. Every function stands alone: its text is sent there, so it uses nothing from around it.
 */

/**
 * To be injected before the page's own scripts: leaves on `benchListedAtMs` when the first frame was done that held the
 * list with at least `rows` rows in all and `shown` of them in the document, as the page's performance.now().
 */
export function stampListed(rows: number, shown: number): void {
  const seen = () => {
    const grid = document.querySelector('[role=grid]');
    return grid !== null && Number(grid.getAttribute('aria-rowcount')) >= rows && grid.querySelectorAll('[role=row]').length >= shown;
  };
  const observer = new MutationObserver(() => {
    if (!seen()) return;
    observer.disconnect();
    requestAnimationFrame(() => {
      // The frame is drawn behind its callbacks; the next task is after it.
      const channel = new MessageChannel();
      channel.port1.onmessage = () => Reflect.set(window, 'benchListedAtMs', performance.now());
      channel.port2.postMessage(null);
    });
  });
  observer.observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['aria-rowcount'] });
}

export function wasListed(): boolean {
  return Reflect.get(window, 'benchListedAtMs') !== undefined;
}

export function listedAtMs(): unknown {
  return Reflect.get(window, 'benchListedAtMs');
}

/** The same for a page that only has to show something. */
export function stampFirstFrame(): void {
  addEventListener('DOMContentLoaded', () => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => Reflect.set(window, 'benchListedAtMs', performance.now());
      channel.port2.postMessage(null);
    });
  });
}

/** Whether the list shows rows with canvases: its sparklines. */
export function hasSparklines(): boolean {
  return document.querySelectorAll('[role=grid] canvas').length > 0;
}

/**
 * Leaves on `benchStamps` for each text of the form `mark-0001` that comes into the list when the frame with it was
 * done, as performance.now(), by its text.
 */
export function stampMarks(mark: string): void {
  const stamps: Record<string, number> = {};
  Reflect.set(window, 'benchStamps', stamps);
  const pattern = new RegExp(`${mark}-\\d{4}`);
  let waiting: string[] = [];
  const channel = new MessageChannel();
  channel.port1.onmessage = (message: MessageEvent<string[]>) => {
    const now = performance.now();
    for (const text of message.data) stamps[text] ??= now;
  };
  const note = (text: string | null) => {
    const found = pattern.exec(text ?? '')?.[0];
    if (!found || stamps[found] !== undefined) return;
    if (waiting.length === 0) {
      requestAnimationFrame(() => {
        channel.port2.postMessage(waiting);
        waiting = [];
      });
    }
    waiting.push(found);
  };
  const observer = new MutationObserver((records) => {
    for (const { target, addedNodes } of records) {
      const element = target instanceof Element ? target : target.parentElement;
      if (!element?.closest('[role=grid]')) continue;
      if (target.nodeType === Node.TEXT_NODE) note(target.nodeValue);
      for (const node of addedNodes) note(node.textContent);
    }
  });
  observer.observe(document.body, { subtree: true, childList: true, characterData: true });
}

export function takenStamps(): unknown {
  return Reflect.get(window, 'benchStamps');
}

/** Names of the containers whose rows are wholly in view. */
export function namesInView(pattern: string): string[] {
  const grid = document.querySelector('[role=grid]');
  if (!grid) return [];
  return [...grid.querySelectorAll('[role=row]')].flatMap((row) => {
    const { top, bottom, height } = row.getBoundingClientRect();
    const name = new RegExp(pattern).exec(row.textContent ?? '')?.[0];
    // Rows are recycled and overscanned, and the table's head lies over them.
    return name !== undefined && height > 0 && top > 120 && bottom < innerHeight - 40 ? [name] : [];
  });
}
