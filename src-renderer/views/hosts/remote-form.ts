import type { z } from 'zod';
import { doorsContract } from '../../../src-shared/contract/doors.ts';

const schema = doorsContract.addRemote.argument;
export type RemoteForm = z.input<typeof schema>;
export type RemoteField = keyof RemoteForm;

export const emptyRemote: RemoteForm = { name: '', url: '', token: '' };

/** What is wrong with each field, in the contract's own words; an empty record: nothing. */
export function remoteProblems(form: RemoteForm): Partial<Record<RemoteField, string>> {
  const parsed = schema.safeParse({ ...form, url: form.url.trim(), token: form.token.trim() });
  if (parsed.success) return {};
  const problems: Partial<Record<RemoteField, string>> = {};
  for (const { path, message } of parsed.error.issues) {
    const [field] = path;
    if (field === 'name' || field === 'url' || field === 'token') problems[field] ??= message;
  }
  return problems;
}

/** What the user should know before the token is sent; null: nothing. */
export function unencryptedWarning(url: string): string | null {
  if (!URL.canParse(url.trim())) return null;
  const { protocol, hostname } = new URL(url.trim());
  const isLocal = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
  return protocol === 'http:' && !isLocal ? 'Over http the token travels unencrypted. Use https, or only a network that you trust.' : null;
}
