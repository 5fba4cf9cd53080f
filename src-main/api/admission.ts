import { isIP } from 'node:net';

/** Where a server stands, and which web pages may use it beside its own address. */
export interface Door {
  readonly address: string;
  readonly port: number;
  /** Origins as the user wrote them: `http://localhost:5173`. */
  readonly origins: readonly string[];
  /** Names of this machine; they count only where the door is open to other machines. */
  readonly hostNames: readonly string[];
}

const ownNames = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Whether a request may come in: null, or why not. A page that a browser has open can reach loopback, and a name that
 * somebody else owns can be pointed at it; the first is told by Origin, the second by Host, for polling and WebSocket
 * alike (a WebSocket is not guarded by CORS). Pure.
 */
export function refusalOfRequest(door: Door, headers: { readonly host?: string | undefined; readonly origin?: string | undefined }) {
  if (headers.host === undefined || !isOwnHost(door, headers.host, 'anyPort')) return 'This Host is not an address of Quarterdeck.';
  if (headers.origin !== undefined && !isAllowedOrigin(door, headers.origin)) {
    return 'This Origin is not allowed. Add it to the origins in the settings of Quarterdeck.';
  }
  return null;
}

/** Whether a web page of `origin` may use the door. `null`, the origin of files and sandboxes, never may. */
export function isAllowedOrigin(door: Door, origin: string): boolean {
  const url = parse(origin);
  if (!url || url.origin !== origin) return false;
  if (door.origins.some((allowed) => parse(allowed)?.origin === origin)) return true;
  return url.protocol === 'http:' && isOwnHost(door, url.host, 'ownPort');
}

/**
 * `anyPort`: a name of loopback can be pointed nowhere else, so whatever port it comes with, a tunnel (`ssh -L`) stands
 * between. Of an Origin the port counts: at another one it is another program's page.
 */
function isOwnHost(door: Door, host: string, loopback: 'anyPort' | 'ownPort'): boolean {
  const url = parse(`http://${host}`);
  if (!url || url.host !== host.toLowerCase().replace(/:80$/, '')) return false;
  const { hostname } = url;
  if (ownNames.has(hostname) && (loopback === 'anyPort' || portOf(url) === door.port)) return true;
  if (bare(hostname) === door.address && portOf(url) === door.port) return true;
  if (door.origins.some((allowed) => parse(allowed)?.host === url.host)) return true;
  if (isLoopback(door.address)) return false;
  // No name server points an address elsewhere, so a literal one is what the client meant, whatever stands between.
  return isIP(bare(hostname)) !== 0 || door.hostNames.some((name) => name.toLowerCase() === hostname);
}

export function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}

function portOf(url: URL): number {
  return url.port === '' ? 80 : Number(url.port);
}

function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

function parse(url: string): URL | null {
  return URL.canParse(url) ? new URL(url) : null;
}
