import { formatMemory, formatMemoryLimit, formatPercent, formatRate } from '../../../src-shared/format.ts';
import type { ContainerKey } from '../../../src-shared/ids.ts';
import type { Container } from '../../../src-shared/model.ts';
import type { Rates, SampleRing } from '../../store/sample-ring.ts';
import { writeMark, writeText } from './dom-writes.ts';
import { currentReading } from './live-values.ts';
import { drawSparkline, fitToScreen, sparklineHeight, sparklineWidth } from './sparkline.ts';
import { coloursNow } from './sparkline-colours.ts';

/** Of its limit; from here on the number is news. */
const memoryWarnShare = 0.9;
/** A row in view is read every second; one that was silent for longer shows the gap. */
const silentMs = 3_000;
/** `drawnEndMs` while the canvases show nothing of their container. */
const notDrawn = -1;

export interface LiveFacts {
  readonly key: ContainerKey;
  readonly container: Container;
  readonly stale: boolean;
  /** For the share of the machine; null: per cent of one core. */
  readonly cpuCount: number | null;
}

/** Writes the figures of one row and draws its two sparklines, into the cells that `LiveCells` has made. */
export class LivePainter {
  private readonly parts: Parts;
  private facts: LiveFacts | null = null;
  private cpuContext: CanvasRenderingContext2D | null = null;
  private memoryContext: CanvasRenderingContext2D | null = null;
  private drawnEndMs = notDrawn;
  private drawnTheme = '';
  private drawnScale = 0;

  constructor(row: HTMLElement) {
    this.parts = findParts(row);
  }

  /**
   * From now on the cells are of these facts. The figures are written; tells whether the sparklines wait for
   * `drawSparklines`. After most events they do not, and a frame for nothing would make the next event wait for the one after it.
   */
  show(facts: LiveFacts): boolean {
    // Nobody may take another container's lines for this one's while they wait.
    if (this.facts?.key !== facts.key && this.drawnEndMs !== notDrawn) {
      for (const context of [this.cpuContext, this.memoryContext]) context?.clearRect(0, 0, sparklineWidth, sparklineHeight);
    }
    if (!this.facts || !haveSameLines(this.facts, facts)) this.drawnEndMs = notDrawn;
    this.facts = facts;
    this.writeFigures();
    return this.drawnEndMs === notDrawn || this.nextLines() !== null;
  }

  /** Brings figures and sparklines to the newest reading. */
  paint(): void {
    this.writeFigures();
    this.drawSparklines();
  }

  private writeFigures(): void {
    const { parts, facts } = this;
    if (!facts) return;
    const { container, stale, cpuCount } = facts;
    const reading = currentReading(facts.key, container, Date.now());
    const sample = reading?.sample ?? null;
    const limitBytes = container.memoryLimitBytes;
    writeText(parts.cpu, sample ? formatPercent(sample.cpuPercent / (cpuCount ?? 1)) : '–');
    writeMark(parts.cpu, 'data-tone', sample ? 'calm' : 'none');
    writeText(parts.memory, sample ? formatMemory(sample.memoryBytes) : '–');
    writeMark(parts.memory, 'data-tone', sample ? (isNearLimit(limitBytes, sample.memoryBytes) && !stale ? 'warn' : 'calm') : 'none');
    writeText(parts.limit, limitBytes ? `of ${formatMemoryLimit(limitBytes)}` : '');
    this.writeNetwork(reading?.ring.rates ?? null);
  }

  private writeNetwork(rates: Rates | null): void {
    const { parts } = this;
    if (rates === null || rates.networkRx === null || rates.networkTx === null) {
      writeMark(parts.network, 'data-quiet', 'yes');
      writeText(parts.networkOne, '–');
      return;
    }
    const { networkRx, networkTx } = rates;
    writeMark(parts.network, 'data-quiet', networkRx < 1 && networkTx < 1 ? 'yes' : 'no');
    writeText(parts.networkOne, formatRate(networkRx + networkTx));
    writeText(parts.networkIn, formatRate(networkRx));
    writeText(parts.networkOut, formatRate(networkTx));
  }

  drawSparklines(): void {
    const lines = this.nextLines();
    if (!lines) return;
    const { container, stale, ring, endMs, colours, scale } = lines;
    this.drawnEndMs = endMs;
    this.drawnTheme = colours.key;
    this.drawnScale = scale;
    this.cpuContext = fitToScreen(this.parts.cpuCanvas, this.cpuContext);
    this.memoryContext = fitToScreen(this.parts.memoryCanvas, this.memoryContext);
    const limitBytes = container.memoryLimitBytes;
    const near = isNearLimit(limitBytes, ring?.latest?.memoryBytes ?? 0);
    if (this.cpuContext) drawSparkline(this.cpuContext, ring, 'cpu', null, endMs, stale ? colours.stale : colours.calm);
    const memoryColours = stale ? colours.stale : near ? colours.warn : colours.calm;
    if (this.memoryContext) drawSparkline(this.memoryContext, ring, 'memory', limitBytes, endMs, memoryColours);
  }

  /** What the sparklines are to show now; null: they do. */
  private nextLines() {
    if (!this.facts) return null;
    const { container, stale, key } = this.facts;
    const nowMs = Date.now();
    const ring = currentReading(key, container, nowMs)?.ring ?? null;
    const endMs = endOf(ring, nowMs);
    const colours = coloursNow();
    const scale = window.devicePixelRatio;
    if (this.drawnEndMs === endMs && this.drawnTheme === colours.key && this.drawnScale === scale) return null;
    return { container, stale, ring, endMs, colours, scale };
  }
}

/** Whether the same readings look the same for both. */
function haveSameLines(one: LiveFacts, other: LiveFacts): boolean {
  return one.key === other.key && one.stale === other.stale && one.container.memoryLimitBytes === other.container.memoryLimitBytes;
}

function isNearLimit(limitBytes: number | null, memoryBytes: number): boolean {
  return limitBytes !== null && limitBytes > 0 && memoryBytes >= limitBytes * memoryWarnShare;
}

/** The moment at the right edge: the newest reading, or the present where that is silent; 0 where there is nothing to draw. */
function endOf(ring: SampleRing | null, nowMs: number): number {
  if (!ring?.latest) return 0;
  return nowMs - ring.latest.atMs < silentMs ? ring.latest.atMs : nowMs;
}

type Parts = ReturnType<typeof findParts>;

function findParts(row: HTMLElement) {
  const one = (selector: string): HTMLElement => {
    const found = row.querySelector<HTMLElement>(selector);
    if (!found) throw new Error(`LiveCells has no ${selector}`);
    return found;
  };
  const [cpuCanvas, memoryCanvas] = row.querySelectorAll('canvas');
  if (!cpuCanvas || !memoryCanvas) throw new Error('LiveCells has no canvas');
  return {
    cpuCanvas,
    memoryCanvas,
    cpu: one('.cell-cpu > span'),
    memory: one('.two-lines > :first-child'),
    limit: one('.two-lines > :last-child'),
    network: one('.cell-network'),
    networkOne: one('.network-one'),
    networkIn: one('.network-in > :last-child'),
    networkOut: one('.network-out > :last-child'),
  };
}
