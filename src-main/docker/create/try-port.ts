import { createSocket } from 'node:dgram';
import { createServer } from 'node:net';
import { limitConcurrency } from '../../lib/limit.ts';
import type { PublishedPort } from './port-conflicts.ts';

/** 'noSuchAddress': it can't be listened at, as this machine does not have the address. */
export type PortState = 'free' | 'taken' | 'noSuchAddress';

/** One after the other: two checks of the same port at once would each find it taken by the other. */
const oneAtATime = limitConcurrency(1);

/**
 * Whether a port of this machine can be had, by listening on it for a moment. Where it can't be told (a port for which
 * we lack the right, SCTP) it counts as free: the engine will say.
 */
export function tryPort(port: PublishedPort): Promise<PortState> {
  return oneAtATime(async () => {
    if (port.hostPort === null || port.protocol === 'sctp') return 'free';
    const addresses = port.hostAddress === null ? ['0.0.0.0', '::'] : [port.hostAddress];
    for (const address of addresses) {
      const code = await (port.protocol === 'tcp' ? tryTcp : tryUdp)(port.hostPort, address);
      if (code === 'EADDRINUSE') return 'taken';
      if (code === 'EADDRNOTAVAIL' && port.hostAddress !== null) return 'noSuchAddress';
    }
    return 'free';
  });
}

/** The error's code; null where it worked. */
function tryTcp(port: number, host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
    server.listen({ port, host, exclusive: true, ipv6Only: true }, () => server.close(() => resolve(null)));
  });
}

function tryUdp(port: number, address: string): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = createSocket({ type: address.includes(':') ? 'udp6' : 'udp4', ipv6Only: true });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      socket.close();
      resolve(error.code ?? '');
    });
    socket.bind({ port, address, exclusive: true }, () => socket.close(() => resolve(null)));
  });
}
