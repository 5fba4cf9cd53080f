import { createHash } from 'node:crypto';
import type { Problem } from '../../src-shared/model.ts';

export type Transport =
  /** A Unix socket's path or a Windows named pipe. */
  { readonly kind: 'socket'; readonly path: string } | { readonly kind: 'tcp'; readonly host: string; readonly port: number };

/** Where an engine listens, checked and in one spelling. */
export interface EngineAddress {
  /** `h-` and 12 hex digits of the address's hash: stable from start to start. */
  readonly hostId: string;
  /** As it is shown; never holds credentials. */
  readonly text: string;
  readonly transport: Transport;
  /** On this machine: its return is looked for often. */
  readonly local: boolean;
}

export type ParsedAddress =
  | { readonly ok: true; readonly address: EngineAddress }
  | { readonly ok: false; readonly text: string; readonly problem: Problem };

export interface AddressOptions {
  readonly platform?: NodeJS.Platform;
  /** DOCKER_TLS_VERIFY is set: the engine would be spoken to with TLS. */
  readonly tls?: boolean;
}

const longestAddress = 1_024;
/** What a Unix socket's name may take in the kernel's structure. */
const longestSocketPath = 107;
const examples = 'unix:///var/run/docker.sock or tcp://127.0.0.1:2375';

/** Reads what DOCKER_HOST, a context or the settings name. Gives a Problem that says what a right address looks like. */
export function parseAddress(given: string, options: AddressOptions = {}): ParsedAddress {
  const text = given.trim();
  if (text === '') return refuse(text, 'malformedAddress', `The engine address is empty. Give one such as ${examples}.`);
  if (text.length > longestAddress || hasControlCharacters(text)) return malformed(text);
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  switch (scheme) {
    case undefined:
      return parseBare(text, options);
    case 'unix':
      return socketAddress(text, text.slice('unix://'.length));
    case 'npipe':
      return pipeAddress(text, text.slice('npipe://'.length));
    case 'tcp':
    case 'http':
      return parseTcp(text, options);
    case 'https':
      return notYet(text, 'TLS');
    case 'ssh':
      return notYet(text, 'ssh');
    default:
      return malformed(text);
  }
}

/** An address as it may be shown or logged: without user name, password and query, at most 200 characters. */
export function redactAddress(text: string): string {
  const shown = text
    // Up to the last @, as a password may hold what an address should not; a path may hold one too.
    .replace(/^(?!unix:|npipe:)([^/]*)\/\/.*@/is, '$1//')
    .replace(/\/\/[^/]*@/g, '//')
    .replace(/^[^/\s]*@/, '')
    .replace(/[?#].*$/s, '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal or a view
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\u00b7');
  return shown.length <= 200 ? shown : `${shown.slice(0, 199)}…`;
}

function parseBare(text: string, options: AddressOptions): ParsedAddress {
  if (text.startsWith('/')) return socketAddress(text, text);
  if (/^\\\\\.\\pipe\\/.test(text)) return pipeAddress(text, text);
  // The docker command takes `host:port` as tcp too.
  if (/^[^/\s:@]+:\d+$/.test(text)) return parseTcp(`tcp://${text}`, options);
  return malformed(text);
}

function socketAddress(text: string, path: string): ParsedAddress {
  if (!path.startsWith('/')) return malformed(text);
  const clean = path.replace(/\/{2,}/g, '/');
  if (Buffer.byteLength(clean) > longestSocketPath) {
    return refuse(
      text,
      'malformedAddress',
      `The socket's path is longer than ${longestSocketPath} bytes, which no Unix socket can have. Use a shorter path.`,
    );
  }
  return accept(`unix://${clean}`, { kind: 'socket', path: clean }, true);
}

function pipeAddress(text: string, path: string): ParsedAddress {
  const name = /^(?:\/\/|\\\\)\.[/\\]pipe[/\\]([^/\\]+)$/i.exec(path)?.[1];
  if (name === undefined) return malformed(text);
  return accept(`npipe:////./pipe/${name}`, { kind: 'socket', path: `//./pipe/${name}` }, true);
}

function parseTcp(text: string, options: AddressOptions): ParsedAddress {
  if (!URL.canParse(text.replace(/^tcp:/i, 'http:'))) return malformed(text);
  const url = new URL(text.replace(/^tcp:/i, 'http:'));
  const port = url.port === '' ? defaultPort(text) : Number(url.port);
  if (url.hostname === '' || port === null || port < 1 || !['', '/'].includes(url.pathname)) return malformed(text);
  // 2376 is the port that Docker keeps for TLS; plain HTTP to it would only be refused.
  if (options.tls || port === 2376) return notYet(text, 'TLS');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return accept(`tcp://${url.hostname}:${port}`, { kind: 'tcp', host, port }, isLoopback(host));
}

/** `http://` without a port is 80 by the URL's own rule; Docker's is 2375. */
function defaultPort(text: string): number | null {
  return /:80\/?$/.test(text) ? 80 : 2375;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

function accept(text: string, transport: Transport, local: boolean): ParsedAddress {
  const digest = createHash('sha256').update(text).digest('hex');
  return { ok: true, address: { hostId: `h-${digest.slice(0, 12)}`, text, transport, local } };
}

function malformed(text: string): ParsedAddress {
  return refuse(text, 'malformedAddress', `'${redactAddress(text)}' is not an engine address. A right one looks like ${examples}.`);
}

function notYet(text: string, what: string): ParsedAddress {
  const message = `Engines over ${what} are not supported yet. Use a local socket or plain tcp on a network you trust.`;
  return refuse(text, 'notSupportedYet', message);
}

function refuse(text: string, kind: Problem['kind'], message: string): ParsedAddress {
  return { ok: false, text: redactAddress(text), problem: { kind, message } };
}

function hasControlCharacters(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: looked for on purpose
  return /[\s\u0000-\u001f\u007f]/.test(text);
}
