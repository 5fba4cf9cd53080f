import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a client says of itself when it connects: Socket.IO's `auth`, and the headers. Never trusted. */
export interface Handshake {
  readonly auth: Readonly<Record<string, unknown>>;
  readonly headers: { readonly authorization?: string | undefined };
}

const key = randomBytes(32);
const nameLimit = 64;

/** Whether the handshake holds the token, in `auth.token` or as `Authorization: Bearer`; takes as long whatever is wrong. */
export function holdsToken(handshake: Handshake, token: string): boolean {
  const { token: fromAuth } = handshake.auth;
  const given = typeof fromAuth === 'string' ? fromAuth : (/^Bearer +(.+)$/i.exec(handshake.headers.authorization ?? '')?.[1] ?? '');
  // Of one length, as timingSafeEqual wants it, and telling nothing of the token's.
  return token !== '' && timingSafeEqual(digest(given), digest(token));
}

/** How the feed names the client: `auth.client_name`, on one line and not too long, else 'script'. */
export function clientName(handshake: Handshake): string {
  const { client_name: said } = handshake.auth;
  if (typeof said !== 'string') return 'script';
  const name = said
    .slice(0, nameLimit * 4)
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim();
  return name === '' ? 'script' : [...name].slice(0, nameLimit).join('');
}

function digest(text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
