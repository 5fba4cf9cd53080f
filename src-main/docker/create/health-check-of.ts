import { isDeepStrictEqual } from 'node:util';
import type { ContainerConfig } from '../../../src-shared/container-config.ts';
import { joinWords } from '../shell-words.ts';
import type { Healthcheck } from '../update/inspected.ts';

const nanosecondsPerSecond = 1e9;
/** The engine's own, where a health check does not say. */
const engineDefaults = { intervalSeconds: 30, timeoutSeconds: 30, retries: 3 };

/** A container's health check; null where it has none, or just its image's. Pure. */
export function healthCheckOf(
  check: Healthcheck | null | undefined,
  images: Healthcheck | null | undefined,
  tell: (sentence: string) => void,
): ContainerConfig['healthCheck'] {
  if (!check || isDeepStrictEqual(check, images)) return null;
  const [kind, ...words] = check.Test ?? [];
  if (kind === 'NONE') {
    tell('Its image’s health check was switched off; in the new container it is on.');
    return null;
  }
  if (kind === undefined || words.length === 0) return null;
  if (kind === 'CMD') tell('Its health check was run without a shell; in the new container a shell runs it.');
  return {
    command: kind === 'CMD' ? joinWords(words) : words.join(' '),
    intervalSeconds: seconds(check.Interval, engineDefaults.intervalSeconds),
    timeoutSeconds: seconds(check.Timeout, engineDefaults.timeoutSeconds),
    retries: Math.min(100, check.Retries || engineDefaults.retries),
    startPeriodSeconds: Math.min(86_400, (check.StartPeriod ?? 0) / nanosecondsPerSecond),
  };
}

/** Within what a configuration can say: 1 s to a day. */
function seconds(nanoseconds: number | null | undefined, usual: number): number {
  return Math.min(86_400, Math.max(1, nanoseconds ? nanoseconds / nanosecondsPerSecond : usual));
}
