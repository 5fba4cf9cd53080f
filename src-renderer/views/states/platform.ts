import type { Platform } from './no-engine.ts';

/** The system the window runs on: decides which commands are offered. */
export function platformNow(): Platform {
  if (navigator.platform.startsWith('Mac')) return 'mac';
  return navigator.platform.startsWith('Win') ? 'windows' : 'linux';
}
