import { actions, prune, wait } from '../endpoints/actions.ts';
import { connect, create } from '../endpoints/create.ts';
import { events } from '../endpoints/events.ts';
import { images, inspectImage, pull } from '../endpoints/images.ts';
import { inspect } from '../endpoints/inspect.ts';
import { list } from '../endpoints/list.ts';
import { logs } from '../endpoints/logs.ts';
import { networks, volume, volumes } from '../endpoints/networks-and-volumes.ts';
import { statsWith } from '../endpoints/stats.ts';
import { info, ping, version } from '../endpoints/system.ts';
import type { Ticker } from '../endpoints/ticker.ts';
import { machine } from '../shapes/machine.ts';
import type { Handler } from './exchange.ts';

export type Route =
  | { readonly kind: 'handler'; readonly handler: Handler; readonly subject: string }
  | { readonly kind: 'refused'; readonly status: 400 | 404; readonly message: string };

/** Finds what answers a request. Paths are taken with and without a version in front. */
export function createRouter(ticker: Ticker): (method: string, path: string) => Route {
  const stats = statsWith(ticker);
  const fixed: Readonly<Record<string, Handler>> = {
    'GET /_ping': ping,
    'HEAD /_ping': ping,
    'GET /version': version,
    'GET /info': info,
    'GET /events': events,
    'GET /containers/json': list,
    'POST /containers/prune': prune,
    'POST /containers/create': create,
    'GET /images/json': images,
    'POST /images/create': pull,
    'GET /networks': networks,
    'GET /volumes': volumes,
  };
  const named: Readonly<Record<string, Handler>> = {
    'GET json': inspect,
    'GET stats': stats,
    'GET logs': logs,
    'POST wait': wait,
  };

  const others: readonly { readonly method: string; readonly path: RegExp; readonly handler: Handler }[] = [
    { method: 'GET', path: /^\/images\/(.+)\/json$/, handler: inspectImage },
    { method: 'GET', path: /^\/volumes\/([^/]+)$/, handler: volume },
    { method: 'POST', path: /^\/networks\/([^/]+)\/connect$/, handler: connect },
  ];

  function handlerFor(method: string, path: string): { handler: Handler; subject: string } | null {
    const simple = fixed[`${method} ${path}`];
    if (simple) return { handler: simple, subject: '' };
    const other = others.find((it) => it.method === method && it.path.test(path));
    if (other) return { handler: other.handler, subject: decoded(other.path.exec(path)?.[1] ?? '') };
    const match = /^\/containers\/([^/]+)(?:\/([a-z]+))?$/.exec(path);
    if (!match) return null;
    const subject = decoded(match[1] ?? '');
    const verb = match[2];
    if (verb === undefined) {
      const remove = actions['remove'];
      return method === 'DELETE' && remove ? { handler: remove, subject } : null;
    }
    const handler = named[`${method} ${verb}`] ?? (method === 'POST' && verb !== 'remove' ? actions[verb] : undefined);
    return handler ? { handler, subject } : null;
  }

  return (method, path) => {
    const versioned = /^\/v([0-9]+(?:\.[0-9]+)*)(\/.*)$/.exec(path);
    const asked = versioned?.[1];
    if (asked !== undefined) {
      const refusal = refuseVersion(asked);
      if (refusal) return { kind: 'refused', status: 400, message: refusal };
    }
    const found = handlerFor(method, versioned?.[2] ?? path);
    return found ? { kind: 'handler', ...found } : { kind: 'refused', status: 404, message: 'page not found' };
  };
}

function refuseVersion(asked: string): string | null {
  if (compareVersions(asked, machine.apiVersion) > 0) {
    return `client version ${asked} is too new. Maximum supported API version is ${machine.apiVersion}`;
  }
  if (compareVersions(asked, machine.minApiVersion) < 0) {
    return `client version ${asked} is too old. Minimum supported API version is ${machine.minApiVersion}, please upgrade your client to a newer version`;
  }
  return null;
}

function compareVersions(left: string, right: string): number {
  const [leftMajor = 0, leftMinor = 0] = left.split('.').map(Number);
  const [rightMajor = 0, rightMinor = 0] = right.split('.').map(Number);
  return leftMajor - rightMajor || leftMinor - rightMinor;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
