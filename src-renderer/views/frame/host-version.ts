/** '29.1' of '29.1.3', '20.10' of '20.10.24+dfsg1': what people call it, and what fits. */
export function shortVersion(version: string): string {
  return /^\d+\.\d+/.exec(version)?.[0] ?? version;
}
