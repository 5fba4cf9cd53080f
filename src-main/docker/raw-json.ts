import { boundText, entryLimit, rawLimit } from '../../src-shared/container-detail.ts';
import { secretKey } from '../lib/redact.ts';

/** What stands for an environment variable's value. */
export const hidden = '••••••';
const depthLimit = 32;

/** Inspect's answer as indented JSON: environment values masked wherever they stand, texts, lists and the whole bounded. */
export function rawJsonOf(answer: unknown): string {
  return boundText(JSON.stringify(boundValue(answer, '', 0), null, 2) ?? '', rawLimit);
}

function boundValue(value: unknown, key: string, depth: number): unknown {
  if (typeof value === 'string') return boundText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > depthLimit) return '…';
  if (Array.isArray(value)) {
    const entries: unknown[] = value.slice(0, entryLimit);
    // `Config.Env`; engines also keep it under other names that end so (Podman's CreateCommand names it after --env).
    return key === 'Env' ? entries.map(maskEntry) : maskArguments(entries).map((entry) => boundValue(entry, '', depth + 1));
  }
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, entryLimit)
      .map(([name, entry]: [string, unknown]) => [boundText(name), isSecret(name, entry) ? hidden : boundValue(entry, name, depth + 1)]),
  );
}

/** Log drivers keep their tokens in the host configuration (`splunk-token`). */
function isSecret(name: string, value: unknown): boolean {
  return typeof value === 'string' && value !== '' && secretKey.test(name);
}

function maskEntry(entry: unknown): unknown {
  if (typeof entry !== 'string') return hidden;
  const at = entry.indexOf('=');
  return at < 0 ? boundText(entry) : `${boundText(entry.slice(0, at))}=${hidden}`;
}

/** Podman tells how a container was made: `["podman", "run", "-e", "TOKEN=...", "--env=A=b"]`. */
function maskArguments(entries: readonly unknown[]): unknown[] {
  return entries.map((entry, index) => {
    if (typeof entry !== 'string') return entry;
    const before = entries[index - 1];
    if (before === '-e' || before === '--env') return maskEntry(entry);
    const joined = /^(--env=|-e)([^=]+)=/.exec(entry);
    return joined ? `${joined[1]}${joined[2]}=${hidden}` : entry;
  });
}
