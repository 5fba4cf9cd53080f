import type { ContainerSpec } from './spec.ts';

const firstDelayMs = 100;
const longestDelayMs = 60_000;
/** A run this long counts as a success: the back-off starts anew. */
export const goodRunMs = 10_000;

/** Whether the restart policy brings a container back that ended without being asked to. */
export function policyRestarts(policy: ContainerSpec['restartPolicy'], exitCode: number, restarts: number): boolean {
  switch (policy.name) {
    case 'no':
      return false;
    case 'always':
    case 'unless-stopped':
      return true;
    case 'on-failure':
      return exitCode !== 0 && (policy.maximumRetries === 0 || restarts < policy.maximumRetries);
  }
}

/** The doubling wait before the next start; `step` counts from 0. */
export function backOffMs(step: number): number {
  return Math.min(longestDelayMs, firstDelayMs * 2 ** step);
}
