import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openLog } from '../../../src-main/lib/log.ts';
import { redactText } from '../../../src-main/lib/redact.ts';

describe('the system log', () => {
  let folder: string;
  let file: string;
  const lines = async (path = file): Promise<unknown[]> => {
    const text = await readFile(path, 'utf8');
    return text
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qd-log-'));
    file = join(folder, 'logs', 'quarterdeck.log');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is JSON lines with level, time, part and facts', async () => {
    const log = openLog({ file });
    log.of('watcher').warn('Host lost', { hostId: 'h-1', afterMs: 12 });
    log.close();
    expect(await lines()).toEqual([
      { level: 'warn', time: expect.stringMatching(/^\d{4}-.*Z$/), part: 'watcher', hostId: 'h-1', afterMs: 12, message: 'Host lost' },
    ]);
  });

  it('leaves out what is below its level', async () => {
    const log = openLog({ file, level: 'info' });
    log.debug('chatter');
    log.info('news');
    log.close();
    expect(await lines()).toMatchObject([{ message: 'news' }]);
  });

  it('takes another level while it runs, in all its parts, and a silent one stays silent', async () => {
    const log = openLog({ file, level: 'info' });
    const part = log.of('watcher').with({ operationId: 'op-1' });
    part.debug('not yet');
    log.setLevel('debug');
    part.debug('now');
    part.setLevel('error');
    log.warn('no more');
    log.close();
    expect(await lines()).toEqual([{ level: 'debug', time: expect.any(String), part: 'watcher', operationId: 'op-1', message: 'now' }]);
    const silent = openLog({ file, level: 'silent' });
    silent.setLevel('debug');
    silent.error('unheard');
    silent.close();
    expect(await lines()).toHaveLength(1);
  });

  it('says why in plain fields where an error is given', async () => {
    const log = openLog({ file });
    log.error('It failed', { error: Object.assign(new Error('no way', { cause: new Error('deeper') }), { code: 'EIO' }) });
    log.close();
    expect(await lines()).toMatchObject([{ error: { name: 'Error', message: 'no way', code: 'EIO', cause: { message: 'deeper' } } }]);
  });

  it('holds no secret, wherever one stands', async () => {
    const secrets = [
      'hunter2hunter2',
      'ghp_0123456789abcdefghijABCDEFGHIJ012345',
      'AKIAIOSFODNN7EXAMPLE',
      'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcDEF123',
      'xoxb-1234567890-abcdefghij',
    ];
    const log = openLog({ file });
    log.info(`postgres://admin:${secrets[0]}@db/x password=${secrets[0]} ${secrets[1]}`, {
      token: secrets[1],
      apiKey: secrets[2],
      env: [`DB_PASSWORD=${secrets[0]}`],
      Environment: { DB: secrets[0] },
      nested: { list: [{ authorization: `Bearer ${secrets[3]}` }], text: `curl -H "Authorization: Bearer ${secrets[3]}"` },
      command: `AWS_SECRET_ACCESS_KEY=${secrets[0]} run ${secrets[2]}`,
      url: `https://me:${secrets[0]}@host/path`,
      chat: secrets[4],
      error: new Error(`denied for https://x:${secrets[0]}@h`),
    });
    log.close();
    const text = await readFile(file, 'utf8');
    for (const secret of secrets) expect(text).not.toContain(secret);
    expect(text).toContain('[hidden]');
  });

  it('stays small: long texts, deep and circular objects are cut', async () => {
    const circular: Record<string, unknown> = { bytes: Buffer.alloc(100_000) };
    circular['self'] = circular;
    const log = openLog({ file });
    log.info('x'.repeat(1_000_000), { circular, many: Array.from({ length: 10_000 }, () => 'y'.repeat(100)) });
    log.close();
    expect((await readFile(file)).length).toBeLessThan(12_000);
  });

  it('sets a full file aside and goes on in a new one', async () => {
    const log = openLog({ file, maximumBytes: 2_000 });
    for (let count = 0; count < 30; count += 1) log.info('a line of some length to fill the file', { count });
    log.close();
    expect((await readFile(`${file}.1`)).length).toBeGreaterThan(2_000);
    expect((await lines()).at(-1)).toMatchObject({ count: 29 });
    const again = openLog({ file, maximumBytes: 200 });
    again.info('after a restart');
    again.close();
    expect(await lines(`${file}.1`)).toContainEqual(expect.objectContaining({ count: 29 }));
  });

  it('never stops the application: where the file can’t be made, lines go to standard error', async () => {
    await writeFile(join(folder, 'logs'), 'a file in the way');
    const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      const log = openLog({ file });
      log.warn('still told');
      log.close();
      expect(written.mock.calls.map(([text]) => String(text)).join('')).toMatch(/can’t be written.*\n.*still told/);
    } finally {
      written.mockRestore();
    }
  });
});

describe('a system log whose file is in the way', () => {
  let folder: string;
  const heard = (run: () => void): string => {
    const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      run();
      return written.mock.calls.map(([text]) => String(text)).join('');
    } finally {
      written.mockRestore();
    }
  };

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qd-log-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('goes to standard error where the file can’t be opened', () => {
    const said = heard(() => {
      const log = openLog({ file: folder });
      log.warn('still told');
      log.close();
    });
    expect(said).toMatch(/can’t be written.*\n.*still told/);
  });

  it.runIf(process.platform === 'linux')('keeps little in the memory while the disk is full', () => {
    const said = heard(() => {
      const log = openLog({ file: '/dev/full' });
      const before = process.memoryUsage().heapUsed;
      for (let count = 0; count < 20_000; count += 1) log.info('x'.repeat(1_900), { count });
      expect((process.memoryUsage().heapUsed - before) / 1e6).toBeLessThan(20);
      log.close();
    });
    expect(said).toMatch(/can’t be written.*ENOSPC/);
  });

  it('may be closed twice, and takes lines afterwards without a word', () => {
    const log = openLog({ file: join(folder, 'quarterdeck.log') });
    log.close();
    log.close();
    expect(heard(() => log.error('too late'))).toBe('');
  });
});

describe('redactText', () => {
  it('leaves ordinary words alone', () => {
    const text = 'web exited 137 at unix:///run/docker.sock, see https://docs.docker.com/engine and mail me@home.example';
    expect(redactText(text)).toBe(text);
  });

  it('takes hostile text in a moment', () => {
    const beganMs = performance.now();
    for (const text of ['a://'.repeat(50_000), 'password='.repeat(50_000), 'eyJ'.repeat(50_000), ' '.repeat(500_000)]) redactText(text);
    expect(performance.now() - beganMs).toBeLessThan(500);
  });
});
