import { z } from 'zod';
import type { Progress } from '../../src-shared/model.ts';

/** One line of what the engine writes while it pulls; see 'Create an image' of its API. */
export const pullLineSchema = z.object({
  id: z.string().optional().catch(undefined),
  status: z.string().optional().catch(undefined),
  error: z.string().optional().catch(undefined),
  progressDetail: z
    .object({ current: z.number().nonnegative().optional(), total: z.number().positive().optional() })
    .optional()
    .catch(undefined),
});
export type PullLine = z.infer<typeof pullLineSchema>;

/** Engines allow 127; what comes beyond is left out, so that a broken one can't fill the memory. */
const layersLimit = 256;
const statusLimit = 100;
/** What downloading is of the whole; unpacking is the rest. */
const downloadShare = 0.7;

interface Layer {
  readonly id: string;
  status: string;
  currentBytes: number | null;
  totalBytes: number | null;
  /** 0 to 1. */
  done: number;
}

/** What is known of a running pull, from the engine's lines. */
export class PullProgress {
  private readonly layers = new Map<string, Layer>();
  private readonly message: string;
  private furthest = 0;

  constructor(reference: string) {
    this.message = `Pulling ${reference}`;
  }

  /** Takes one line. True if it told something that is worth showing. */
  take(line: PullLine): boolean {
    const { id, status } = line;
    // `Pulling from library/nginx` has the tag as its id.
    if (id === undefined || status === undefined || status.startsWith('Pulling from')) return false;
    const known = this.layers.get(id);
    if (!known && this.layers.size >= layersLimit) return false;
    const layer: Layer = known ?? { id: id.slice(0, 64), status: '', currentBytes: null, totalBytes: null, done: 0 };
    if (!known) this.layers.set(id, layer);
    layer.status = status.slice(0, statusLimit);
    layer.currentBytes = line.progressDetail?.current ?? null;
    layer.totalBytes = line.progressDetail?.total ?? layer.totalBytes;
    layer.done = Math.max(layer.done, doneOf(layer));
    return true;
  }

  /** Never goes back, though totals become known one after the other. */
  get progress(): Progress {
    const layers = [...this.layers.values()];
    const totals = layers.flatMap((it) => it.totalBytes ?? []);
    const usual = totals.length === 0 ? 1 : totals.reduce((sum, it) => sum + it, 0) / totals.length;
    const weight = (it: Layer) => it.totalBytes ?? usual;
    const whole = layers.reduce((sum, it) => sum + weight(it), 0);
    const done = layers.reduce((sum, it) => sum + weight(it) * it.done, 0);
    if (whole > 0) this.furthest = Math.max(this.furthest, Math.min(100, Math.floor((done / whole) * 100)));
    return {
      percent: layers.length === 0 ? null : this.furthest,
      message: this.message,
      layers: layers.map(({ id, status, currentBytes, totalBytes }) => ({ id, status, currentBytes, totalBytes })),
    };
  }
}

function doneOf({ status, currentBytes, totalBytes }: Layer): number {
  const part = currentBytes === null || totalBytes === null ? 0 : Math.min(1, currentBytes / totalBytes);
  if (/^(?:pull complete|already exists)/i.test(status)) return 1;
  if (/^extracting/i.test(status)) return downloadShare + (1 - downloadShare) * part;
  if (/^(?:download complete|verifying checksum)/i.test(status)) return downloadShare;
  return /^downloading/i.test(status) ? downloadShare * part : 0;
}
