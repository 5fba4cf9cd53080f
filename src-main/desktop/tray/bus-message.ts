/** The few kinds of D-Bus message that we send and read: calls whose arguments are strings, and their answers. Pure. */
export interface BusCall {
  readonly destination: string;
  readonly path: string;
  readonly interfaceName: string;
  readonly member: string;
  readonly args: readonly string[];
}

export interface BusMessage {
  readonly kind: 'call' | 'answer' | 'error' | 'signal' | 'other';
  readonly body: Buffer;
  readonly littleEndian: boolean;
}

const kinds = ['other', 'call', 'answer', 'error', 'signal'] as const;
const fixedBytes = 16;
/** The protocol's own limit is 128 MiB; what we ask for fits into much less. */
const longestMessage = 4 * 1024 * 1024;

export function encodeCall({ destination, path, interfaceName, member, args }: BusCall, serial: number): Buffer {
  const body = strings(args);
  const fields = aligned(8, [
    field(1, 'o', path),
    field(2, 's', interfaceName),
    field(3, 's', member),
    field(6, 's', destination),
    ...(args.length === 0 ? [] : [signatureField('s'.repeat(args.length))]),
  ]);
  const head = Buffer.alloc(fixedBytes);
  head.write('l', 0, 'latin1');
  head.writeUInt8(1, 1);
  head.writeUInt8(1, 3);
  head.writeUInt32LE(body.length, 4);
  head.writeUInt32LE(serial, 8);
  head.writeUInt32LE(fields.length, 12);
  return Buffer.concat([padded(Buffer.concat([head, fields]), 8), body]);
}

/** The first message of what has come, and how long it is; null while it is not there as a whole. Throws for what is none. */
export function decodeMessage(bytes: Buffer): { readonly message: BusMessage; readonly length: number } | null {
  if (bytes.length < fixedBytes) return null;
  const littleEndian = bytes[0] === 0x6c;
  const number = (at: number) => (littleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const bodyAt = Math.ceil((fixedBytes + number(12)) / 8) * 8;
  const length = bodyAt + number(4);
  if (length > longestMessage) throw new Error('not a message of D-Bus');
  if (bytes.length < length) return null;
  return { message: { kind: kinds[bytes[1] ?? 0] ?? 'other', body: bytes.subarray(bodyAt, length), littleEndian }, length };
}

/** A number or boolean at `at` of a body: 0 of a plain one, 4 of one in a variant. */
export function numberIn({ body, littleEndian }: BusMessage, at: number): number | null {
  if (body.length < at + 4) return null;
  return littleEndian ? body.readUInt32LE(at) : body.readUInt32BE(at);
}

function strings(values: readonly string[]): Buffer {
  return aligned(4, values.map(string));
}

/** Each part starts at a multiple of `to`; nothing is added after the last one. */
function aligned(to: number, parts: readonly Buffer[]): Buffer {
  let all = Buffer.alloc(0);
  for (const part of parts) all = Buffer.concat([padded(all, to), part]);
  return all;
}

function string(value: string): Buffer {
  const text = Buffer.from(`${value}\0`, 'utf8');
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length - 1);
  return Buffer.concat([length, text]);
}

function field(code: number, type: 'o' | 's', value: string): Buffer {
  return Buffer.concat([Buffer.from([code, 1, type.charCodeAt(0), 0]), string(value)]);
}

function signatureField(signature: string): Buffer {
  return Buffer.concat([Buffer.from([8, 1, 0x67, 0, signature.length]), Buffer.from(`${signature}\0`, 'latin1')]);
}

function padded(bytes: Buffer, to: number): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((to - (bytes.length % to)) % to)]);
}
