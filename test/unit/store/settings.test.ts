import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../../src-main/lib/log.ts';
import { openSettings } from '../../../src-main/store/settings.ts';
import { fieldProblems } from '../../../src-shared/field-problems.ts';
import { suggestedRules } from '../../../src-shared/rules.ts';
import { defaultSettings } from '../../../src-shared/settings.ts';

describe('the settings', () => {
  let folder: string;
  let file: string;
  const open = () => openSettings({ file, log: silentLog, now: () => 7 });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qd-settings-'));
    file = join(folder, 'settings.json');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('are the defaults at the first start, and nothing is written', async () => {
    const settings = await open();
    expect(settings.current()).toEqual(defaultSettings);
    expect(settings.problem).toBeNull();
    expect(await readdir(folder)).toEqual([]);
  });

  it('outlive a restart', async () => {
    expect(await (await open()).update({ theme: 'dark' })).toEqual({ ok: true, value: { ...defaultSettings, theme: 'dark' } });
    expect((await open()).current()).toEqual({ ...defaultSettings, theme: 'dark' });
  });

  it('tell who listens, until it stops listening', async () => {
    const settings = await open();
    const seen: string[] = [];
    const end = settings.onChange((it) => seen.push(it.theme));
    await settings.update({ theme: 'dark' });
    end();
    await settings.update({ theme: 'light' });
    expect(seen).toEqual(['dark']);
  });

  it('keep both of two changes that come at once', async () => {
    const settings = await open();
    await Promise.all([settings.update({ theme: 'dark' }), settings.update({ density: 'compact' })]);
    expect((await open()).current()).toMatchObject({ theme: 'dark', density: 'compact' });
  });

  it('keep what a newer Quarterdeck has put beside them', async () => {
    await writeFile(file, '\uFEFF{"theme":"light","colours":[1]}');
    await (await open()).update({ density: 'compact' });
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ theme: 'light', density: 'compact', colours: [1] });
  });

  it('take the default for a broken field, say which and what is wrong with it, and keep the others', async () => {
    const text = '{"theme":"pink","density":"compact","engineAddress":7,"colours":[1]}';
    await writeFile(file, text);
    const settings = await open();
    expect(settings.current()).toEqual({ ...defaultSettings, density: 'compact' });
    expect(settings.problem?.message).toContain(`It is kept as ${file}.broken-7`);
    expect(settings.problem && fieldProblems(settings.problem)).toEqual({
      theme: expect.stringContaining('"system"|"light"|"dark"'),
      engineAddress: expect.any(String),
    });
    expect(settings.problem?.message).toContain('theme (');
    expect(await readFile(`${file}.broken-7`, 'utf8')).toBe(text);
    const again = await open();
    expect(again.problem).toBeNull();
    expect(again.current()).toEqual({ ...defaultSettings, density: 'compact' });
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ colours: [1] });
  });

  it('lose one broken rule of many, and say which', async () => {
    const [first, second, third] = suggestedRules;
    const list = [first, { ...second, condition: { kind: 'cpuOver', percent: 'many', forSeconds: 1 } }, third, { ...first, name: 'Twice' }];
    await writeFile(file, JSON.stringify({ rules: list }));
    const settings = await open();
    expect(settings.current().rules).toEqual([first, third]);
    expect(Object.keys(settings.problem ? fieldProblems(settings.problem) : {})).toEqual(['rules.1.condition.percent', 'rules.3.id']);
  });

  it('have the suggested rules where the rules are no list', async () => {
    await writeFile(file, '{"rules":{"0":1},"theme":"dark"}');
    const settings = await open();
    expect(settings.current()).toEqual({ ...defaultSettings, theme: 'dark' });
    expect(settings.problem && fieldProblems(settings.problem)).toHaveProperty('rules');
  });

  it.each([
    ['cut off', '{"theme":"da'],
    ['empty', ''],
    ['a list', '[]'],
    ['a word', '"dark"'],
    ['binary', '\u0000\u0001\u0002'],
    ['huge', `{"x":"${'y'.repeat(1_100_000)}"}`],
  ])('in a file that is %s are set aside, and the last good ones are taken', async (_, text) => {
    await (await open()).update({ theme: 'dark' });
    await writeFile(file, text);
    const settings = await open();
    expect(settings.current()).toEqual({ ...defaultSettings, theme: 'dark' });
    expect(settings.problem).toMatchObject({ kind: 'system_error', message: expect.stringContaining(`It is kept as ${file}.broken-7`) });
    expect(await readFile(`${file}.broken-7`, 'utf8')).toBe(text);
    expect((await open()).current()).toEqual({ ...defaultSettings, theme: 'dark' });
    await settings.update({ density: 'compact' });
    expect((await open()).current()).toMatchObject({ theme: 'dark', density: 'compact' });
  });

  it('that were edited by hand count as good', async () => {
    await writeFile(file, '{"theme":"light"}');
    await open();
    await writeFile(file, 'broken');
    expect((await open()).current().theme).toBe('light');
  });

  it('that can’t be read are left alone and reported', async () => {
    await mkdir(file);
    const settings = await open();
    expect(settings.current()).toEqual(defaultSettings);
    expect(settings.problem?.message).toContain('can’t be read');
    expect(await readdir(folder)).toEqual(['settings.json']);
  });

  it('that can’t be written stay as they were, and the Failure says where', async () => {
    const settings = await open();
    await mkdir(file);
    await writeFile(join(file, 'in-the-way'), '');
    const result = await settings.update({ theme: 'dark' });
    expect(result).toMatchObject({ ok: false, failure: { kind: 'system_error', message: expect.stringContaining(file) } });
    expect(settings.current()).toEqual(defaultSettings);
    await chmod(folder, 0o700);
  });
});
