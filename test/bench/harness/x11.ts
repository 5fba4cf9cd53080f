import { readFileSync } from 'node:fs';
import { createConnection, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Display } from './bench.ts';

/**
 * Plays the window manager that a bare Xvfb lacks, as far as minimising needs one: on a desktop it answers the request
 * by marking the window `_NET_WM_STATE_HIDDEN`, and Chromium takes the mark for the fact. Of the X11 protocol's core
 * only what that takes, over its Unix socket.
 */
export async function minimiseWindows(display: Display): Promise<number> {
  const x = await connect(display);
  try {
    const [pidAtom, stateAtom, hiddenAtom] = [
      await x.atom('_NET_WM_PID'),
      await x.atom('_NET_WM_STATE'),
      await x.atom('_NET_WM_STATE_HIDDEN'),
    ];
    const windows: number[] = [];
    for (const window of await x.children(x.root))
      if ((await x.isShown(window)) && (await x.hasProperty(window, pidAtom))) windows.push(window);
    for (const window of windows) x.setAtomProperty(window, stateAtom, hiddenAtom);
    await x.settle();
    return windows.length;
  } finally {
    x.close();
  }
}

interface Connection {
  readonly root: number;
  atom(name: string): Promise<number>;
  children(window: number): Promise<readonly number[]>;
  isShown(window: number): Promise<boolean>;
  hasProperty(window: number, property: number): Promise<boolean>;
  setAtomProperty(window: number, property: number, value: number): void;
  /** Until the server has done all that was asked. */
  settle(): Promise<void>;
  close(): void;
}

const opcodes = { getWindowAttributes: 3, queryTree: 15, internAtom: 16, changeProperty: 18, getProperty: 20, getInputFocus: 43 } as const;
const atomType = 4;
const viewable = 2;

async function connect({ env }: Display): Promise<Connection> {
  const socket = createConnection(`/tmp/.X11-unix/X${env.DISPLAY.slice(1)}`);
  const read = reader(socket);
  socket.write(setupRequest(readFileSync(env.XAUTHORITY)));
  const head = await read(8);
  if (head[0] !== 1) throw new Error('the display refuses us');
  const setup = await read(head.readUInt16LE(6) * 4);
  const vendorLength = setup.readUInt16LE(16);
  const formats = setup.readUInt8(21);
  const root = setup.readUInt32LE(32 + padded(vendorLength) + 8 * formats);

  const ask = async (request: Buffer): Promise<Buffer> => {
    socket.write(request);
    for (;;) {
      const reply = await read(32);
      if (reply[0] === 0) throw new Error(`the display answers with error ${reply[1]}`);
      // Events have 32 bytes and are none of our business.
      if (reply[0] === 1) return Buffer.concat([reply, await read(reply.readUInt32LE(4) * 4)]);
    }
  };
  const ofWindow = (opcode: number, window: number) => request(opcode, 0, [window]);
  return {
    root,
    atom: async (name) => {
      const bytes = Buffer.alloc(padded(name.length));
      bytes.write(name, 'latin1');
      return (await ask(request(opcodes.internAtom, 0, [name.length], bytes))).readUInt32LE(8);
    },
    children: async (window) => {
      const reply = await ask(ofWindow(opcodes.queryTree, window));
      return Array.from({ length: reply.readUInt16LE(16) }, (_, at) => reply.readUInt32LE(32 + 4 * at));
    },
    isShown: async (window) => (await ask(ofWindow(opcodes.getWindowAttributes, window)))[26] === viewable,
    hasProperty: async (window, property) =>
      (await ask(request(opcodes.getProperty, 0, [window, property, 0, 0, 1]))).readUInt32LE(8) !== 0,
    setAtomProperty: (window, property, value) =>
      socket.write(request(opcodes.changeProperty, 0, [window, property, atomType, 32, 1, value])),
    settle: async () => {
      await ask(request(opcodes.getInputFocus, 0, []));
      await delay(100);
    },
    close: () => socket.destroy(),
  };
}

function request(opcode: number, detail: number, words: readonly number[], tail: Buffer = Buffer.alloc(0)): Buffer {
  const bytes = Buffer.alloc(4 + 4 * words.length + tail.length);
  bytes.writeUInt8(opcode, 0);
  bytes.writeUInt8(detail, 1);
  bytes.writeUInt16LE(bytes.length / 4, 2);
  for (const [at, word] of words.entries()) bytes.writeUInt32LE(word, 4 + 4 * at);
  tail.copy(bytes, 4 + 4 * words.length);
  return bytes;
}

/** The authority file is one of ours: one entry of four counted fields (address, number, name, data) behind its family. */
function setupRequest(authority: Buffer): Buffer {
  const fields: Buffer[] = [];
  for (let at = 2; at + 2 <= authority.length && fields.length < 4; ) {
    const length = authority.readUInt16BE(at);
    fields.push(authority.subarray(at + 2, at + 2 + length));
    at += 2 + length;
  }
  const [name = Buffer.alloc(0), data = Buffer.alloc(0)] = fields.slice(2);
  const head = Buffer.alloc(12);
  head.write('l', 'latin1');
  head.writeUInt16LE(11, 2);
  head.writeUInt16LE(name.length, 6);
  head.writeUInt16LE(data.length, 8);
  return Buffer.concat([
    head,
    name,
    Buffer.alloc(padded(name.length) - name.length),
    data,
    Buffer.alloc(padded(data.length) - data.length),
  ]);
}

function padded(length: number): number {
  return Math.ceil(length / 4) * 4;
}

/** Reads so many bytes, however they arrive. */
function reader(socket: Socket): (length: number) => Promise<Buffer> {
  let held = Buffer.alloc(0);
  let wake: () => void = () => undefined;
  let failure: Error | null = null;
  socket.on('data', (chunk: Buffer) => {
    held = Buffer.concat([held, chunk]);
    wake();
  });
  socket.once('error', (error) => {
    failure = error;
    wake();
  });
  return async (length) => {
    while (held.length < length) {
      if (failure) throw failure;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    const taken = held.subarray(0, length);
    held = held.subarray(length);
    return taken;
  };
}
