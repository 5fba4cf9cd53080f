// What the tests' flow containers run: a good container, or one of the bad ones, by its first argument.
import { createConnection } from 'node:net';

const path = process.env.FLOW_SOCKET ?? '/run/flow/flow.sock';
const behaviour = process.argv[2] ?? 'good';
const connect = (onConnect) => {
  const socket = createConnection(path, () => onConnect(socket));
  socket.on('error', () => {});
  socket.on('close', () => setTimeout(() => connect(onConnect), 50));
  return socket;
};
const lines = (socket, onLine) => {
  let rest = '';
  socket.setEncoding('utf8').on('data', (text) => {
    const all = (rest + text).split('\n');
    rest = all.pop();
    for (const line of all) onLine(line);
  });
};
/** Answers at once, many with one write, reading no more of a line than it must. */
const answer = (socket) => {
  let rest = '';
  socket.setEncoding('latin1').on('data', (text) => {
    const all = (rest + text).split('\n');
    rest = all.pop();
    let out = '';
    for (const line of all) out += `{"id":"${line.slice(7, line.indexOf('"', 7))}","ok":true,"data":null}\n`;
    if (out !== '') socket.write(out, 'latin1');
  });
};
/** Writes `chunk` as fast as it is taken. */
const flood = (socket, chunk) => {
  const more = () => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('drain', more);
  more();
};
const behaviours = {
  echo: answer,
  good: (socket) => {
    socket.write('{"hello":{"protocol":1,"name":"agent"}}\n');
    lines(socket, (line) => {
      const { id, command, data } = JSON.parse(line);
      if (command === 'silent') return;
      if (command === 'die') process.exit(7);
      if (command === 'hog') for (const held = []; ; ) held.push(Buffer.alloc(8_388_608, 1));
      if (command === 'half') return socket.write(`{"id":"${id}","ok":tr`);
      if (command === 'raw') {
        socket.write(Buffer.from(data, 'base64'));
        return socket.write(`{"id":"${id}","ok":true}\n`);
      }
      if (command === 'event') socket.write(`${JSON.stringify(data)}\n`);
      if (command === 'refuse') return socket.write(`${JSON.stringify({ id, ok: false, error: { message: 'I would rather not' } })}\n`);
      if (command === 'second') {
        const second = createConnection(path);
        return lines(second, (said) => socket.write(`${JSON.stringify({ id, ok: true, data: said })}\n`));
      }
      if (command === 'uid') return socket.write(`${JSON.stringify({ id, ok: true, data: process.getuid() })}\n`);
      socket.write(`${JSON.stringify({ id, ok: true, data: data ?? null })}\n`);
    });
  },
  endless: (socket) => flood(socket, Buffer.alloc(1_048_576, 'x')),
  small: (socket) => flood(socket, Buffer.from('{"event":"x"}\n'.repeat(5_000))),
  binary: (socket) => flood(socket, Buffer.from(Array.from({ length: 65_536 }, (_, at) => (at * 7_919) % 256))),
  deep: (socket) => flood(socket, Buffer.from(`{"event":"a","data":${'['.repeat(100_000)}${']'.repeat(100_000)}}\n`)),
  long: (socket) => flood(socket, Buffer.from(`${'y'.repeat(2_097_152)}\n`)),
  future: (socket) => socket.write('{"hello":{"protocol":9}}\n'),
};
connect(behaviours[behaviour]);
process.on('SIGTERM', () => process.exit(0));
