import type { Container } from '../../../src-shared/model.ts';
import type { RunSequence } from './sequence.ts';

/** A container that is gone this soon after it died by itself ran with --rm: it lived too short for inspect to say so. */
const removedAtOnceMs = 500;

/** What somebody runs by hand ends with any code without that being news. */
export function isJob(container: Container, run: RunSequence): boolean {
  if (container.interactive || container.autoRemove) return true;
  return run.death !== null && run.removedAtMs !== null && run.removedAtMs - run.death.atMs < removedAtOnceMs;
}

/** The names that the engine makes up: 'quirky_mcclintock', 'quirky_mcclintock3'. */
const madeUpName = /^[a-z]+_[a-z]+\d?$/;

/** A step of `docker build` (not of BuildKit, which makes no containers): run from a layer that has no name, under no name of anybody's. */
export function isBuildStep(container: Container): boolean {
  return container.image.startsWith('sha256:') && madeUpName.test(container.name) && container.project === null;
}
