import { memo, useLayoutEffect, useRef } from 'react';
import { formatMemory, formatMemoryLimit, formatPercent, formatRate } from '../../../src-shared/format.ts';
import type { ContainerKey } from '../../../src-shared/ids.ts';
import type { Container } from '../../../src-shared/model.ts';
import type { SampleRing } from '../../store/sample-ring.ts';
import { useSettings } from '../../store/settings-store.ts';
import { drawWhenFree } from './draw-queue.ts';
import { currentReading } from './live-values.ts';
import { onPaint } from './paint-clock.ts';
import { drawSparkline, prepare, sparklineHeight, sparklineWidth } from './sparkline.ts';
import { coloursNow } from './sparkline-colours.ts';

/** Of its limit; from here on the number is news. */
const memoryWarnShare = 0.9;

interface LiveCellsProps {
  readonly containerKey: ContainerKey;
  readonly container: Container;
  readonly stale: boolean;
  /** For the share of the machine; null: per cent of one core. */
  readonly cpuCount: number | null;
}

/**
 * CPU, memory and network of one row. React draws the empty cells once; each tick then writes into them directly, as
 * rendering thirty rows every second would cost more than the rest of the window together.
 */
export const LiveCells = memo(function LiveCells({ containerKey, container, stale, cpuCount }: LiveCellsProps) {
  const row = useRef<HTMLDivElement>(null);
  const theme = useSettings((state) => state.shownTheme);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme is read through its colours
  useLayoutEffect(() => {
    const parts = row.current && findParts(row.current);
    if (!parts) return;
    const paint = (): void => paintCells(parts, containerKey, container, stale, cpuCount);
    paint();
    return onPaint(paint);
  }, [containerKey, container, stale, cpuCount, theme]);

  return (
    <div ref={row} className="live-cells">
      <div role="gridcell" className="cell-cpu">
        <canvas width={sparklineWidth} height={sparklineHeight} aria-hidden="true" />
        <span>–</span>
      </div>
      <div role="gridcell" className="cell-memory">
        <canvas width={sparklineWidth} height={sparklineHeight} aria-hidden="true" />
        <span className="two-lines">
          <span>–</span>
          <span />
        </span>
      </div>
      <div role="gridcell" className="cell-network" data-quiet="yes">
        <span className="network-one">–</span>
        <span className="network-in">
          <span className="unseen">in </span>
          <span />
        </span>
        <span className="network-out">
          <span className="unseen">out </span>
          <span />
        </span>
      </div>
    </div>
  );
});

interface Parts {
  readonly cpuCanvas: HTMLCanvasElement;
  readonly cpu: HTMLElement;
  readonly memoryCanvas: HTMLCanvasElement;
  readonly memory: HTMLElement;
  readonly limit: HTMLElement;
  readonly memoryLines: HTMLElement;
  readonly network: HTMLElement;
  readonly networkOne: HTMLElement;
  readonly networkIn: HTMLElement;
  readonly networkOut: HTMLElement;
}

function findParts(row: HTMLElement): Parts | null {
  const [cpuCanvas, memoryCanvas] = row.querySelectorAll('canvas');
  const one = (selector: string) => row.querySelector<HTMLElement>(selector);
  const cpu = one('.cell-cpu > span');
  const memory = one('.two-lines > :first-child');
  const limit = one('.two-lines > :last-child');
  const memoryLines = one('.two-lines');
  const network = one('.cell-network');
  const networkOne = one('.network-one');
  const networkIn = one('.network-in > :last-child');
  const networkOut = one('.network-out > :last-child');
  if (!cpuCanvas || !memoryCanvas || !cpu || !memory || !limit || !memoryLines || !network || !networkOne || !networkIn || !networkOut)
    return null;
  return { cpuCanvas, cpu, memoryCanvas, memory, limit, memoryLines, network, networkOne, networkIn, networkOut };
}

function write(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

function mark(element: HTMLElement, name: string, value: string): void {
  if (element.dataset[name] !== value) element.dataset[name] = value;
}

function paintCells(parts: Parts, key: ContainerKey, container: Container, stale: boolean, cpuCount: number | null): void {
  const nowMs = Date.now();
  const reading = currentReading(key, container, nowMs);
  const sample = reading?.sample ?? null;
  const limitBytes = container.memoryLimitBytes;
  const nearLimit = sample !== null && limitBytes !== null && limitBytes > 0 && sample.memoryBytes >= limitBytes * memoryWarnShare;

  write(parts.cpu, sample ? formatPercent(cpuCount ? sample.cpuPercent / cpuCount : sample.cpuPercent) : '–');
  write(parts.memory, sample ? formatMemory(sample.memoryBytes) : '–');
  write(parts.limit, limitBytes ? `of ${formatMemoryLimit(limitBytes)}` : '');
  mark(parts.memoryLines, 'lines', limitBytes ? '2' : '1');
  mark(parts.cpu, 'tone', sample ? 'calm' : 'none');
  mark(parts.memory, 'tone', sample ? (nearLimit && !stale ? 'warn' : 'calm') : 'none');

  const { networkRx, networkTx } = reading?.ring.rates ?? { networkRx: null, networkTx: null };
  const unknown = networkRx === null || networkTx === null;
  const quiet = unknown || (networkRx < 1 && networkTx < 1);
  mark(parts.network, 'quiet', quiet ? 'yes' : 'no');
  write(parts.networkOne, unknown ? '–' : formatRate(networkRx + networkTx));
  if (!quiet) {
    write(parts.networkIn, formatRate(networkRx));
    write(parts.networkOut, formatRate(networkTx));
  }

  drawWhenFree(parts.cpuCanvas, () => paintSparklines(parts, reading?.ring ?? null, { stale, nearLimit, limitBytes, nowMs }));
}

interface SparklineFacts {
  readonly stale: boolean;
  readonly nearLimit: boolean;
  readonly limitBytes: number | null;
  readonly nowMs: number;
}

function paintSparklines(parts: Parts, ring: SampleRing | null, { stale, nearLimit, limitBytes, nowMs }: SparklineFacts): void {
  // A row that is read every second ends at its newest reading; one that has fallen silent shows the gap to now.
  const endMs = ring?.latest && nowMs - ring.latest.atMs < 3_000 ? ring.latest.atMs : nowMs;
  const colours = coloursNow();
  const drawn = `${stale}${nearLimit}${endMs}/${ring?.length ?? 0}${colours.key}${window.devicePixelRatio}`;
  if (parts.cpuCanvas.dataset['drawn'] === drawn) return;
  parts.cpuCanvas.dataset['drawn'] = drawn;
  const cpuContext = prepare(parts.cpuCanvas);
  const memoryContext = prepare(parts.memoryCanvas);
  if (cpuContext) drawSparkline(cpuContext, ring, 'cpu', null, endMs, stale ? colours.stale : colours.calm);
  const memoryTone = stale ? colours.stale : nearLimit ? colours.warn : colours.calm;
  if (memoryContext) drawSparkline(memoryContext, ring, 'memory', limitBytes, endMs, memoryTone);
}
