import { silentLog } from '../../src-main/lib/log.ts';
import { openStore } from '../../src-main/store/open-store.ts';
import { buildActivity } from './kept.ts';

// A program that keeps lines of a feed until it is killed, and says up to which one all is on disk: `writer.js FILE FROM`.
const [, , file = '', from = '0'] = process.argv;
const store = openStore({ file, log: silentLog, times: { batchMs: 5 } });

async function write(): Promise<void> {
  for (let number = Number(from); ; number += 25) {
    for (let one = number; one < number + 25; one += 1) store.putActivity(buildActivity({ id: `line-${one}`, atMs: Date.now() }));
    await store.flush();
    const problem = store.problem();
    if (problem !== null) throw new Error(problem);
    process.stdout.write(`${number + 24}\n`);
  }
}
write().catch((error: unknown) => {
  process.stderr.write(String(error));
  process.exit(1);
});
