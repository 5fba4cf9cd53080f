/*
 * What runs in the window. Every function stands alone: its text is sent there, so it uses nothing from around it.
 */

/** Collects the intervals between frames, in ms, for so long. */
export function collectFrames(forMs: number): Promise<number[]> {
  return new Promise((resolve) => {
    const intervals: number[] = [];
    let first = 0;
    let last = 0;
    const onFrame = (now: number) => {
      if (last > 0) intervals.push(now - last);
      first ||= now;
      last = now;
      if (now - first < forMs) requestAnimationFrame(onFrame);
      else resolve(intervals);
    };
    requestAnimationFrame(onFrame);
  });
}

/** Collects main-thread tasks of 50 ms and more on `benchLongTasks`, with when they began. */
export function collectLongTasks(): void {
  const tasks: { startMs: number; durationMs: number }[] = [];
  Reflect.set(window, 'benchLongTasks', tasks);
  const observer = new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) tasks.push({ startMs: startTime, durationMs: duration });
  });
  observer.observe({ type: 'longtask', buffered: false });
}

export function longTasks(): unknown {
  return Reflect.get(window, 'benchLongTasks');
}

/** How far the list was scrolled, in px: its one scrolling ancestor or descendant. */
export function scrolledPx(): number {
  const grid = document.querySelector('[role=grid]');
  const around: Element[] = grid ? [grid, ...grid.querySelectorAll('*')] : [];
  for (let parent = grid?.parentElement ?? null; parent; parent = parent.parentElement) around.push(parent);
  return Math.max(0, ...around.map((element) => element.scrollTop));
}

/** Counts the samples that come, per second, for so long. */
export function countSamples(forMs: number): Promise<{ batches: number; rows: number }> {
  return new Promise((resolve) => {
    let batches = 0;
    let rows = 0;
    const end = window.quarterdeck.on('samples', (batch: unknown) => {
      const values: unknown = Reflect.get(Object(batch), 'values');
      if (!(values instanceof Float64Array)) return;
      batches += 1;
      // Eleven numbers a reading: the contract's sampleRowWidth.
      rows += values.length / 11;
    });
    setTimeout(() => {
      end();
      resolve({ batches, rows });
    }, forMs);
  });
}
