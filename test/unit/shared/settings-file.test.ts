import { describe, expect, it } from 'vitest';
import { fieldProblems } from '../../../src-shared/field-problems.ts';
import { suggestedRules } from '../../../src-shared/rules.ts';
import { defaultSettings, type Settings } from '../../../src-shared/settings.ts';
import { dangersOf, readSettingsFile, settingsFileText, without } from '../../../src-shared/settings-file.ts';

const changed: Settings = {
  ...defaultSettings,
  theme: 'dark',
  quietHours: { fromMinute: 1_320, toMinute: 420 },
  notificationsPausedUntilMs: 5,
  rules: [...suggestedRules].slice(0, 2),
};
const file = (settings: object, version = 1) => JSON.stringify({ quarterdeck: 'settings', version, settings });

describe('settings as a file', () => {
  it('come back as they were, but for a pause, which is of this hour', () => {
    const { notificationsPausedUntilMs: _, ...expected } = changed;
    expect(readSettingsFile(settingsFileText(changed))).toEqual({ ok: true, value: expected });
    expect(settingsFileText(changed)).toContain('\n  "version": 1,\n');
  });

  it('hold nothing but what the settings are, and so no token', () => {
    const exported = Object.keys(JSON.parse(settingsFileText(changed)).settings);
    expect(exported.sort()).toEqual(
      Object.keys(defaultSettings)
        .filter((it) => it !== 'notificationsPausedUntilMs')
        .sort(),
    );
    expect(settingsFileText(changed)).not.toMatch(/token/i);
  });

  it('may be some of them only', () => {
    expect(readSettingsFile(`\uFEFF${file({ theme: 'light' })}`)).toEqual({ ok: true, value: { theme: 'light' } });
  });

  it('are refused field by field', () => {
    const rules = [suggestedRules[0], { ...suggestedRules[1], name: ' ', condition: { kind: 'unhealthy', forSeconds: 0 } }];
    const read = readSettingsFile(file({ theme: 'pink', apiPort: 0, closeToTrey: true, rules }));
    expect(read).toMatchObject({
      ok: false,
      failure: { kind: 'validation_error', message: expect.stringContaining('5 fields are wrong') },
    });
    expect(read.ok ? {} : fieldProblems(read.failure)).toEqual({
      theme: expect.any(String),
      apiPort: expect.any(String),
      'rules.1.name': 'Give it a name',
      'rules.1.condition.forSeconds': expect.any(String),
      closeToTrey: 'Quarterdeck does not know this setting',
    });
  });

  it.each([
    ['no JSON', '{', 'no JSON'],
    ['other JSON', '{"theme":"dark"}', 'has exported'],
    ['a list', '[]', 'has exported'],
    ['of a newer Quarterdeck', file({}, 2), 'newer Quarterdeck'],
    ['huge', `"${'x'.repeat(1_100_000)}"`, 'longer'],
  ])('are refused as a whole where they are %s', (_, text, why) => {
    expect(readSettingsFile(text)).toMatchObject({ ok: false, failure: { message: expect.stringContaining(why) } });
  });
});

describe('an import that opens doors', () => {
  it('names each of them', () => {
    const patch = {
      theme: 'dark' as const,
      apiEnabled: true,
      apiAddress: '0.0.0.0',
      apiOrigins: ['http://evil.example'],
      startAtLogin: true,
      engineAddress: 'tcp://10.0.0.1:2375',
    };
    const { fields, sentences } = dangersOf(defaultSettings, patch);
    expect(fields).toEqual(['apiEnabled', 'apiAddress', 'apiOrigins', 'engineAddress', 'startAtLogin']);
    expect(sentences.join(' ')).toMatch(/0\.0\.0\.0.*evil\.example.*10\.0\.0\.1/);
    expect(without(patch, fields)).toEqual({ theme: 'dark' });
  });

  it('names rules that restart containers', () => {
    const [rule] = suggestedRules;
    const recovery = { maxRestarts: 3, withinSeconds: 60, firstDelaySeconds: 1 };
    const rules = rule ? [{ ...rule, enabled: true, recovery }] : [];
    expect(dangersOf(defaultSettings, { rules }).sentences).toEqual(['Rules restart containers: CPU high.']);
  });

  it('has nothing to say of what is so already, or is no door', () => {
    const open = { ...defaultSettings, apiEnabled: true, apiAddress: '0.0.0.0' };
    expect(dangersOf(open, { apiEnabled: true, apiAddress: '0.0.0.0', theme: 'dark' }).fields).toEqual([]);
    expect(
      dangersOf(defaultSettings, { apiAddress: '::1', apiOrigins: [], startAtLogin: false, rules: [...suggestedRules] }).fields,
    ).toEqual([]);
  });
});
