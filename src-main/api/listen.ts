import { once } from 'node:events';
import type { Server } from 'node:http';
import { isIPv6 } from 'node:net';

export interface Place {
  readonly address: string;
  readonly port: number;
}

/** Listens there; null, or why that can't be and what to do, as a sentence for the user. */
export async function listen(server: Server, { address, port }: Place): Promise<string | null> {
  try {
    server.listen({ host: address, port, ipv6Only: isIPv6(address) });
    // Rejects with what the server says instead.
    await once(server, 'listening');
    return null;
  } catch (error) {
    return refusalWords(error, { address, port });
  }
}

/** The port that a listening server has. */
export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen on a port');
  return address.port;
}

/** `http://127.0.0.1:4773` */
export function urlOf({ address, port }: Place): string {
  return `http://${isIPv6(address) ? `[${address}]` : address}:${port}`;
}

function refusalWords(error: unknown, { address, port }: Place): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken by another program. Choose another port, or end that program.`;
    case 'EACCES':
      return `Port ${port} needs rights that Quarterdeck does not have. Choose a port above 1023.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `This machine has no address ${address}. Choose one that it has, such as 127.0.0.1.`;
    default:
      return `Quarterdeck can’t listen on ${urlOf({ address, port })} (${code}). Choose another address or port.`;
  }
}
