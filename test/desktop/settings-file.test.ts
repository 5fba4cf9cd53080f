import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fieldProblems } from '../../src-shared/field-problems.ts';
import type { LaunchedApp } from '../support/app.ts';
import { askCore, valueFrom } from './support/core.ts';
import { chooseFolders, saveTo } from './support/desktop.ts';
import { openApp } from './support/launch.ts';

describe('settings to a file and back', () => {
  let app: LaunchedApp;
  const file = () => join(app.userData, 'exported.json');
  const settings = async () => valueFrom(await askCore(app.page, 'getSettings', {}));
  const importFile = async (content: object) => {
    writeFileSync(file(), JSON.stringify({ quarterdeck: 'settings', version: 1, settings: content }));
    return askCore(app.page, 'importSettings', {});
  };
  /** Answers what the import asks by its button; gives what was asked. */
  const answerWith = async (button: string) => {
    await app.electron.evaluate(({ dialog }, wanted) => {
      const asked: string[] = [];
      Reflect.set(globalThis, 'askedOfTheTest', asked);
      Reflect.set(dialog, 'showMessageBox', async (options: { detail: string; buttons: string[] }) => {
        asked.push(options.detail);
        return { response: options.buttons.indexOf(wanted), checkboxChecked: false };
      });
    }, button);
    return () => app.electron.evaluate((): string[] => [...Reflect.get(globalThis, 'askedOfTheTest')]);
  };

  beforeAll(async () => {
    app = await openApp({ demo: 12, args: ['--demo-still'] });
    await saveTo(app.electron, file());
    await chooseFolders(app.electron, file());
  });
  afterAll(() => app.close());

  it('come back as they were, and hold no token', async () => {
    const token = valueFrom(await askCore(app.page, 'getApiToken', {})).token;
    await askCore(app.page, 'updateSettings', { theme: 'dark', notifyJobs: true });
    expect(await askCore(app.page, 'exportSettings', {})).toEqual({ ok: true, value: file() });
    expect(readFileSync(file(), 'utf8')).not.toContain(token);
    expect(statSync(file()).mode & 0o077).toBe(0);
    await askCore(app.page, 'updateSettings', { theme: 'light', notifyJobs: false });
    expect(await askCore(app.page, 'importSettings', {})).toMatchObject({ ok: true, value: { theme: 'dark', notifyJobs: true } });
    expect(await settings()).toMatchObject({ theme: 'dark', notifyJobs: true });
    expect(JSON.parse(readFileSync(join(app.userData, 'settings.json'), 'utf8'))).toMatchObject({ theme: 'dark', notifyJobs: true });
  });

  it('of which one field is wrong change nothing, and each wrong one is named', async () => {
    const before = await settings();
    const answer = await importFile({ density: 'compact', apiPort: 0, rules: [{ id: 'x' }] });
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'validation_error' } });
    const fields = answer.ok ? [] : Object.keys(fieldProblems(answer.failure));
    expect(fields).toEqual(expect.arrayContaining(['apiPort', 'rules.0.name', 'rules.0.condition']));
    expect(await settings()).toEqual(before);
  });

  it('that open doors are taken only with a yes, and the rest of them without', async () => {
    const doors = { density: 'compact', apiEnabled: true, apiAddress: '0.0.0.0' };
    const cancelled = await answerWith('Cancel');
    expect(await importFile(doors)).toEqual({ ok: true, value: null });
    expect((await cancelled())[0]).toContain('Other machines can reach the API, at 0.0.0.0.');
    expect(await settings()).toMatchObject({ density: 'comfortable', apiEnabled: false });
    await answerWith('Import without these');
    expect(await importFile(doors)).toMatchObject({ ok: true, value: { density: 'compact', apiEnabled: false, apiAddress: '127.0.0.1' } });
    await answerWith('Import all');
    expect(await importFile({ apiEnabled: true })).toMatchObject({ ok: true, value: { apiEnabled: true } });
  });

  it('are left as they are where the user thinks better of it', async () => {
    await chooseFolders(app.electron, null);
    expect(await askCore(app.page, 'importSettings', {})).toEqual({ ok: true, value: null });
  });
});
