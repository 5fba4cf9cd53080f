import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { silentLog } from '../../../src-main/lib/log.ts';
import { openTokenFile } from '../../../src-main/store/token-file.ts';
import { makeFolder } from '../../support/run-folder.ts';

const newFile = () => join(makeFolder('token'), 'api-token');
const open = (file: string) => openTokenFile({ file, log: silentLog });

describe('the token’s file', () => {
  it('is made on first use, once however many ask, and only the user can read it', async () => {
    const file = newFile();
    const store = open(file);
    const [first, second] = await Promise.all([store.read(), store.read()]);
    expect(first).toEqual({ ok: true, value: expect.stringMatching(/^[\w-]{43}$/) });
    expect(second).toEqual(first);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await open(file).read()).toEqual(first);
  });

  it('holds another one after it was renewed', async () => {
    const file = newFile();
    const store = open(file);
    const before = await store.read();
    const after = await store.renew();
    expect(after).not.toEqual(before);
    expect(await store.read()).toEqual(after);
    expect(await open(file).read()).toEqual(after);
  });

  it('is closed to other users where it was open to them', async () => {
    const file = newFile();
    writeFileSync(file, 'my-own-token-of-24-chars\n');
    chmodSync(file, 0o644);
    expect(await open(file).read()).toEqual({ ok: true, value: 'my-own-token-of-24-chars' });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it.each(['', 'short', 'two tokens of some length here', 'x'.repeat(513)])('is left alone where it holds no token: %j', async (text) => {
    const file = newFile();
    writeFileSync(file, text);
    expect(await open(file).read()).toMatchObject({ ok: false, failure: { kind: 'system_error', message: expect.stringContaining(file) } });
    expect(readFileSync(file, 'utf8')).toBe(text);
  });

  it('that can’t be read or written is a Failure that names it', async () => {
    const file = newFile();
    mkdirSync(file);
    expect(await open(file).read()).toMatchObject({ ok: false, failure: { message: expect.stringContaining(file) } });
    const nowhere = join(file, 'no', 'such', 'file');
    writeFileSync(join(file, 'no'), '');
    expect(await open(nowhere).renew()).toMatchObject({ ok: false, failure: { message: expect.stringContaining(nowhere) } });
  });
});
