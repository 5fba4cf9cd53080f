import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// npm run flow:check -- <command…>: starts your program with FLOW_SOCKET set, and tells whether it speaks the protocol.

const [program, ...programArguments] = process.argv.slice(2);
if (program === undefined) {
  console.error('Name your program: npm run flow:check -- node main.mjs');
  process.exit(2);
}
const connectWithinMs = Number(process.env.FLOW_CHECK_CONNECT_MS ?? 10_000);
const replyWithinMs = Number(process.env.FLOW_CHECK_REPLY_MS ?? 3_000);
const folder = mkdtempSync(join(tmpdir(), 'flow-check-'));
const path = join(folder, 'flow.sock');
let failures = 0;

/** @param {boolean} passed @param {string} what @param {string} [advice] */
function tell(passed, what, advice = '') {
  console.log(passed ? `pass  ${what}` : `FAIL  ${what}. ${advice}`);
  if (!passed) failures += 1;
}

/** One connection of the program, as lines that can be waited for. */
class Talk {
  /** @param {import('node:net').Socket} socket */
  constructor(socket) {
    this.socket = socket;
    this.ended = false;
    /** @type {string[]} */
    this.lines = [];
    let rest = '';
    socket.setEncoding('utf8').on('data', (text) => {
      const all = `${rest}${text}`.split('\n');
      rest = all.pop() ?? '';
      this.lines.push(...all);
      this.onLine();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.ended = true;
      this.onLine();
    });
    this.onLine = () => {};
  }

  /**
   * The first line that is JSON and fits; null if none came in time.
   * @param {(message: Record<string, unknown>) => boolean} fits @returns {Promise<Record<string, unknown> | null>}
   */
  async find(fits) {
    const deadline = Date.now() + replyWithinMs;
    for (;;) {
      for (const line of this.lines) {
        const message = parse(line);
        if (message && fits(message)) return message;
      }
      if (this.ended || Date.now() >= deadline) return null;
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, deadline - Date.now());
        this.onLine = () => {
          clearTimeout(timer);
          resolve(undefined);
        };
      });
    }
  }

  /** @param {string} id @param {string} command @param {unknown} data */
  ask(id, command, data) {
    this.socket.write(`${JSON.stringify({ id, command, data })}\n`);
    return this.find((message) => message.id === id);
  }
}

/** @param {string} line @returns {Record<string, any> | null} */
function parse(line) {
  try {
    const value = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

const server = createServer();
/** @returns {Promise<Talk | null>} */
const nextConnection = async () => {
  try {
    const [socket] = await once(server, 'connection', { signal: AbortSignal.timeout(connectWithinMs) });
    return new Talk(socket);
  } catch {
    return null;
  }
};

/** @param {Talk} talk */
async function check(talk) {
  const hello = await talk.find((message) => 'hello' in message);
  const first = talk.lines[0] === undefined ? null : parse(talk.lines[0]);
  tell(
    hello?.hello !== undefined && first !== null && 'hello' in first,
    'its first line is a hello',
    'Send {"hello":{"protocol":1}} first',
  );
  tell(parse(JSON.stringify(hello?.hello ?? null))?.protocol === 1, 'it speaks protocol 1', 'The hello must hold "protocol":1');
  const known = await talk.ask('check-1', 'dump', {});
  tell(typeof known?.ok === 'boolean', 'it answers a command by its id', 'Answer {"id","ok":true,"data"} to each {"id","command","data"}');
  const unknown = await talk.ask('check-2', 'no-such-command', null);
  const said = parse(JSON.stringify(unknown?.error ?? null))?.message;
  tell(unknown?.ok === false && typeof said === 'string', 'it refuses an unknown command', 'Answer {"id","ok":false,"error":{"message"}}');
  talk.socket.write('{"this is broken\n\n[]\nnull\n');
  const after = await talk.ask('check-3', 'dump', {});
  tell(typeof after?.ok === 'boolean', 'it survives a broken line', 'Skip what is no JSON object with an id, and read on');
  const halves = `${JSON.stringify({ id: 'check-4', command: 'dump', data: { text: 'grüß 🚢' } })}\n`;
  const bytes = Buffer.from(halves);
  for (const byte of bytes) {
    talk.socket.write(Buffer.from([byte]));
    await new Promise((resolve) => setImmediate(resolve));
  }
  const pieces = await talk.find((message) => message.id === 'check-4');
  tell(typeof pieces?.ok === 'boolean', 'it reads a line that comes in pieces', 'Keep what comes until its newline is there');
  tell(
    talk.lines.every((line) => parse(line) !== null),
    'each of its lines is a JSON object',
    'One JSON object a line, and nothing else',
  );
}

server.listen(path);
await once(server, 'listening');
chmodSync(path, 0o666);
const connection = nextConnection();
const child = spawn(program, programArguments, { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, FLOW_SOCKET: path } });
child.on('error', (error) => console.log(`${program} can’t be started: ${error.message}`));
const talk = await connection;
tell(
  talk !== null,
  `it connects to FLOW_SOCKET within ${connectWithinMs / 1_000} s`,
  'Connect to the path in the environment variable FLOW_SOCKET',
);
if (talk) {
  await check(talk);
  const again = nextConnection();
  talk.socket.destroy();
  const second = await again;
  tell(second !== null, 'it connects again when the connection ends', 'Try again with growing pauses, 10 s at most');
  if (second)
    tell((await second.find((message) => 'hello' in message)) !== null, 'it says hello again', 'Send the hello on each connection');
  second?.socket.destroy();
}
if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const kill = setTimeout(() => child.kill('SIGKILL'), 2_000);
  await ended;
  clearTimeout(kill);
}
server.close();
rmSync(folder, { recursive: true, force: true });
console.log(failures === 0 ? 'It speaks the flow protocol.' : `${failures} of the checks failed.`);
process.exit(failures === 0 ? 0 : 1);
