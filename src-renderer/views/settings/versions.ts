declare const __QUARTERDECK_VERSION__: string | undefined;

export interface Version {
  readonly name: string;
  readonly version: string;
}

/** Ours as it was built, and what the window runs on, as its user agent says. */
export function versionsOf(userAgent: string): readonly Version[] {
  const own = typeof __QUARTERDECK_VERSION__ === 'string' ? __QUARTERDECK_VERSION__ : null;
  const found = (name: string): string | null => new RegExp(`\\b${name}/(\\S+)`).exec(userAgent)?.[1] ?? null;
  return [
    { name: 'Quarterdeck', version: own },
    { name: 'Electron', version: found('Electron') },
    { name: 'Chromium', version: found('Chrome') },
  ].flatMap(({ name, version }) => (version === null ? [] : [{ name, version }]));
}
