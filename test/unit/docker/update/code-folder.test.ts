import { expect, it } from 'vitest';
import { readCodeFolder } from '../../../../src-main/docker/update/code-folder.ts';
import { makeFolder } from '../../../support/run-folder.ts';

it('an update that is cancelled while its code is looked through says so, and does not blame the folder', async () => {
  const looked = await readCodeFolder(makeFolder('code'), [], AbortSignal.abort());
  expect(looked).toMatchObject({ ok: false, failure: { kind: 'system_error', details: { cancelled: 'yes' } } });
});
