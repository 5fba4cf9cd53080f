import type { Problem } from '../../src-shared/model.ts';

/** The newest API that this code was written for. */
export const newestApiVersion = '1.47';
/** Engine 20.10 and Podman 4. */
export const oldestApiVersion = '1.41';

export type Negotiated = { readonly ok: true; readonly apiVersion: string } | { readonly ok: false; readonly problem: Problem };

/** The version to speak, from what the engine says it can; a Problem for engines below 1.41. Pure. */
export function negotiateApiVersion(engine: {
  readonly version: string;
  readonly newest: string;
  readonly oldest: string | null;
}): Negotiated {
  if (!isVersion(engine.newest)) {
    return {
      ok: false,
      problem: {
        kind: 'other',
        message: 'What answers here does not say which version of the Docker API it speaks, so it is not an engine that can be used.',
      },
    };
  }
  if (compareVersions(engine.newest, oldestApiVersion) < 0) {
    const message = `Engine ${engine.version} is too old: it speaks API ${engine.newest}, and ${oldestApiVersion} is needed. Update to Docker Engine 20.10, Podman 4.4 or newer.`;
    return { ok: false, problem: { kind: 'tooOld', message } };
  }
  const wanted = compareVersions(engine.newest, newestApiVersion) < 0 ? engine.newest : newestApiVersion;
  // An engine that has dropped all that we know is spoken to in its oldest: reading is lenient.
  const apiVersion =
    engine.oldest !== null && isVersion(engine.oldest) && compareVersions(wanted, engine.oldest) < 0 ? engine.oldest : wanted;
  return { ok: true, apiVersion };
}

/** Negative, 0 or positive, as `one` is older than, the same as or newer than `other`. */
export function compareVersions(one: string, other: string): number {
  const [oneMajor = 0, oneMinor = 0] = one.split('.').map(Number);
  const [otherMajor = 0, otherMinor = 0] = other.split('.').map(Number);
  return oneMajor - otherMajor || oneMinor - otherMinor;
}

function isVersion(text: string): boolean {
  return /^\d{1,4}\.\d{1,4}$/.test(text);
}
