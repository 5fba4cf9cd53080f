import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomName } from './containers.ts';

/** A program of the flow protocol that says its version. */
const program = (version: string) => `
import { createConnection } from 'node:net';
import { createInterface } from 'node:readline';
const socket = createConnection(process.env.FLOW_SOCKET);
socket.write('{"hello":{"protocol":1}}\\n');
createInterface({ input: socket }).on('line', (line) => {
  const { id, command, data } = JSON.parse(line);
  if (command === 'tell') socket.write(JSON.stringify({ event: 'told', actor: 'worker', data }) + '\\n');
  socket.write(JSON.stringify({ id, ok: true, data: { version: ${JSON.stringify(version)} } }) + '\\n');
});
process.on('SIGTERM', () => process.exit(0));
`;

/** A new folder in `parent` with the code of a flow container: `version` is what it answers, `broken` ends at once. */
export function writeFlowCode(parent: string, version: string): string {
  const folder = join(parent, `code-${version}-${randomName()}`);
  mkdirSync(folder);
  writeFileSync(join(folder, 'main.mjs'), version === 'broken' ? 'process.exit(3)' : program(version));
  return folder;
}
