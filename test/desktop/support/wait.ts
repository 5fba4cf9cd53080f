import { expect, vi } from 'vitest';

export interface Patience {
  readonly withinMs?: number;
  readonly everyMs?: number;
}

/** Waits until what `read` gives equals `wanted`, also in part (`expect.objectContaining`); fails with the last difference. */
export async function becomes(read: () => unknown, wanted: unknown, { withinMs = 8_000, everyMs = 25 }: Patience = {}): Promise<void> {
  await vi.waitFor(async () => expect(await read()).toEqual(wanted), { timeout: withinMs, interval: everyMs });
}

/** Waits until `read` gives something that is there and not false; fails with `what` was waited for. */
export async function holds(what: string, read: () => unknown, { withinMs = 8_000, everyMs = 25 }: Patience = {}): Promise<void> {
  await vi.waitFor(async () => expect(await read(), what).toBeTruthy(), { timeout: withinMs, interval: everyMs });
}
