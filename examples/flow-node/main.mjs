// A flow container: connects to Quarterdeck's socket, answers commands, and tells of its work now and then.
import { createConnection } from 'node:net';

const path = process.env.FLOW_SOCKET ?? '/run/flow/flow.sock';
const startedAt = Date.now();
let handled = 0;

/** One function a command; what it gives or throws is the answer. */
const commands = {
  dump: () => ({ pid: process.pid, uptimeMs: Date.now() - startedAt, handled, memoryBytes: process.memoryUsage().rss }),
  echo: (data) => data,
};

async function answer({ id, command, data }) {
  handled += 1;
  try {
    if (!Object.hasOwn(commands, command)) throw new Error(`unknown command: ${command}`);
    return { id, ok: true, data: (await commands[command](data)) ?? null };
  } catch (error) {
    return { id, ok: false, error: { message: error.message } };
  }
}

let waitMs = 250;
function connect() {
  const socket = createConnection(path);
  const send = (message) => socket.write(`${JSON.stringify(message)}\n`);
  let rest = '';
  let timer;
  socket.setEncoding('utf8');
  socket.on('connect', () => {
    waitMs = 250;
    send({ hello: { protocol: 1, name: 'flow-node' } });
    timer = setInterval(() => send({ event: 'progress', actor: 'worker', data: { handled } }), 10_000);
  });
  socket.on('data', async (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    for (const line of lines) {
      let message;
      try {
        message = JSON.parse(line);
      } catch {
        continue; // A broken line is none of ours: the next one may be whole.
      }
      if (message && typeof message.id === 'string') send(await answer(message));
    }
  });
  socket.on('error', () => {}); // 'close' follows.
  socket.on('close', () => {
    clearInterval(timer);
    // Quarterdeck may be closed for hours: wait longer each time, up to 10 s, and not all at the same moment.
    setTimeout(connect, waitMs * (0.5 + Math.random() / 2));
    waitMs = Math.min(waitMs * 2, 10_000);
  });
}

for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));
connect();
