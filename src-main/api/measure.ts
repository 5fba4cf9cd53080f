/** A message's arguments in bytes of UTF-8 JSON (escapes not counted), and levels of nesting. */
export interface MessageLimits {
  readonly bytes: number;
  readonly depth: number;
}

export type MessageProblem = 'tooLarge' | 'tooDeep' | 'binary';

/** What is wrong with a message's arguments, or null. Stops at the first problem; deep nesting takes no stack. Pure. */
export function problemOfMessage(values: readonly unknown[], limits: MessageLimits): MessageProblem | null {
  const open: { readonly value: unknown; readonly depth: number }[] = values.map((value) => ({ value, depth: 0 }));
  let bytes = 0;
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, depth } = next;
    bytes += sizeOf(value);
    if (bytes > limits.bytes) return 'tooLarge';
    if (typeof value !== 'object' || value === null) continue;
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return 'binary';
    if (depth >= limits.depth) return 'tooDeep';
    for (const [name, inner] of Object.entries(value)) {
      if (!Array.isArray(value)) bytes += Buffer.byteLength(name) + 4;
      open.push({ value: inner, depth: depth + 1 });
    }
  }
  return null;
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value) + 3;
  if (typeof value === 'number') return String(value).length + 1;
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return value.byteLength;
  return 5;
}
