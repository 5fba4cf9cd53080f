import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { electronBinary } from '../../support/app.ts';
import { makeFolder } from '../../support/run-folder.ts';

const root = join(import.meta.dirname, '../../..');

/**
 * A program that starts the application without root's right to open whatever it likes, as everybody else is: for the
 * kernel, a socket of another user is then one that we may not connect to. Everything else stays as it is, so that the
 * clone may lie where only root can read it.
 */
export function withoutPrivilege(): string {
  const file = join(makeFolder('program'), 'quarterdeck');
  const drop = '--bounding-set=-dac_override,-dac_read_search';
  writeFileSync(file, `#!/bin/sh\nexec setpriv ${drop} '${electronBinary()}' '${root}' "$@"\n`);
  chmodSync(file, 0o755);
  return file;
}
