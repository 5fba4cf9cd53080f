// Many clients of the API in a process of their own, all asking at once: prints the times until the last has its answer, in ms.
import { io } from 'socket.io-client';

const { url, token, clients, rounds, containers } = JSON.parse(process.argv[2] ?? '{}');
const sockets = await Promise.all(
  Array.from({ length: clients }, async () => {
    const socket = io(url, { transports: ['websocket'], forceNew: true, auth: { token } });
    await new Promise((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
    return socket;
  }),
);
const times = [];
for (let round = -10; round < rounds; round += 1) {
  const beganMs = performance.now();
  const answers = await Promise.all(sockets.map((socket) => socket.emitWithAck('list_containers', {})));
  if (round >= 0) times.push(performance.now() - beganMs);
  for (const { error, data } of answers) if (error || data.length !== containers) throw new Error('a list is not whole');
}
for (const socket of sockets) socket.close();
console.log(JSON.stringify(times));
