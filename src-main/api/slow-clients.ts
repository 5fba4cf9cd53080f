import type { Socket } from 'socket.io';

/** What may wait to be sent to one client; what was handed to its connection before is one lot of at most as much. */
export interface BacklogLimits {
  readonly packets: number;
  readonly bytes: number;
}

/** Calls `onSlow` once when more waits to be sent to a client than the limits allow: it does not read, or not fast enough. */
export function watchBacklog(connection: Socket['conn'], limits: BacklogLimits, onSlow: () => void): void {
  let packets = 0;
  let bytes = 0;
  let told = false;
  connection.on('packetCreate', (packet: { readonly data?: unknown }) => {
    packets += 1;
    bytes += sizeOf(packet.data);
    if (told || (packets <= limits.packets && bytes <= limits.bytes)) return;
    told = true;
    onSlow();
  });
  // Flushed only while the connection takes more: over WebSocket once the kernel has the last lot, over polling once the client asks.
  connection.on('flush', () => {
    packets = 0;
    bytes = 0;
  });
}

/** Characters of a text count as bytes: a bound, not an account. */
function sizeOf(data: unknown): number {
  if (typeof data === 'string') return data.length;
  return ArrayBuffer.isView(data) ? data.byteLength : 0;
}
