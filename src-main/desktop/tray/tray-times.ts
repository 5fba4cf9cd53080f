import type { Batch } from '../../../src-shared/changes.ts';
import type { Fleet } from '../../../src-shared/fleet.ts';
import type { Settings } from '../../../src-shared/settings.ts';

/** When the tray's menu changes by itself next: a pause or a mute is over. Null: not by time alone. Pure. */
export function nextTrayTimeMs({ mutes }: Pick<Fleet, 'mutes'>, settings: Settings, nowMs: number): number | null {
  const ends = [...mutes.values()].flatMap(({ until }) => (until.kind === 'time' ? [until.atMs] : []));
  const ahead = [...ends, settings.notificationsPausedUntilMs ?? 0].filter((atMs) => atMs > nowMs);
  return ahead.length === 0 ? null : Math.min(...ahead);
}

/** Whether a batch may change the tray: that an engine is there is told every second, and does not. Pure. */
export function mayChangeTray({ changes }: Batch): boolean {
  return changes.some((it) => it.type !== 'hostSeen');
}

const longestTimerMs = 2_147_483_647;

/** Calls back when that time has come. */
export function timeWatch(onTime: () => void): { until(fleet: Fleet, settings: Settings, nowMs: number): void; dispose(): void } {
  let timer: NodeJS.Timeout | null = null;
  let forMs: number | null = null;
  const stop = () => {
    if (timer) clearTimeout(timer);
    timer = null;
  };
  return {
    until: (fleet, settings, nowMs) => {
      const atMs = nextTrayTimeMs(fleet, settings, nowMs);
      if (atMs === forMs) return;
      stop();
      forMs = atMs;
      if (atMs !== null) timer = setTimeout(onTime, Math.min(longestTimerMs, atMs - nowMs));
    },
    dispose: stop,
  };
}
