/** How much is kept on disk. What is beyond goes when something is written. */
export interface StoreLimits {
  readonly activities: number;
  readonly activityAgeMs: number;
  readonly incidents: number;
  /** Containers' evidence, of all incidents together. */
  readonly evidence: number;
}

export const usualLimits: StoreLimits = {
  activities: 50_000,
  activityAgeMs: 30 * 24 * 3_600_000,
  incidents: 500,
  evidence: 1_000,
};

/** How many lines of the feed are read at a start. */
export const activitiesLoaded = 1_000;

/** Texts and rows that are longer come from no part of ours: all that is told is cut to some thousand characters. */
const textLimit = 4_000;
const bodyLimit = 524_288;

/** A value's JSON as it is kept, with overlong texts cut; null where it is too big all the same, or no JSON at all. */
export function bodyOf(value: unknown): string | null {
  try {
    const whole: string | undefined = JSON.stringify(value);
    if (whole === undefined || whole.length <= bodyLimit) return whole ?? null;
    const cut = JSON.stringify(value, (_key, it: unknown) =>
      typeof it === 'string' && it.length > textLimit ? `${it.slice(0, textLimit)}…` : it,
    );
    return cut.length <= bodyLimit ? cut : null;
  } catch {
    return null;
  }
}
