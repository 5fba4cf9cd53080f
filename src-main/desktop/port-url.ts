import type { Host, Port } from '../../src-shared/model.ts';

const tlsPorts: ReadonlySet<number> = new Set([443, 8443]);

/** The address of a published port as a browser on this machine reaches it; null where no browser could. Pure. */
export function portUrl(host: Host, port: Port): string | null {
  if (port.hostPort === null || port.protocol !== 'tcp') return null;
  const scheme = tlsPorts.has(port.containerPort) ? 'https' : 'http';
  return `${scheme}://${reachableName(host, port.hostAddress)}:${port.hostPort}`;
}

/** What is published at `hostPort`, which one protocol may have beside another; null where nothing is. Pure. */
export function publishedUrl(
  host: Host,
  ports: readonly Port[],
  hostPort: number,
): { readonly url: string | null; readonly protocol: Port['protocol'] } | null {
  const published = ports.filter((it) => it.hostPort === hostPort).map((port) => ({ url: portUrl(host, port), protocol: port.protocol }));
  return published.find((it) => it.url !== null) ?? published[0] ?? null;
}

function reachableName(host: Host, hostAddress: string | null): string {
  const everywhere = hostAddress === null || hostAddress === '' || hostAddress === '0.0.0.0' || hostAddress === '::';
  if (everywhere || hostAddress === '127.0.0.1' || hostAddress === '::1') {
    return /^(tcp|https?):\/\//.test(host.address) ? new URL(host.address.replace(/^tcp:/, 'http:')).hostname : 'localhost';
  }
  return hostAddress.includes(':') ? `[${hostAddress}]` : hostAddress;
}
