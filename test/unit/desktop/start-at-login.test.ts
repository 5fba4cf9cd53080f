import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mayWriteAutostart, setAutostart } from '../../../src-main/desktop/autostart.ts';
import { autostartFileOf, autostartPath } from '../../../src-main/desktop/autostart-file.ts';
import { makeFolder } from '../../support/run-folder.ts';

const command = ['/opt/Quarter deck/100% "$HOME"\\quarterdeck', '--hidden'];

function place(): { file: string; command: readonly string[] } {
  return { file: autostartPath({ XDG_CONFIG_HOME: makeFolder('config') }, '/home/me'), command };
}

describe('Starting at login on Linux', () => {
  it('writes a file that the desktop starts, with every character of the path kept', async () => {
    const options = place();
    expect(await setAutostart(true, options)).toEqual({ ok: true, value: null });
    const [exec] = readFileSync(options.file, 'utf8')
      .split('\n')
      .filter((it) => it.startsWith('Exec='));
    // A value's backslashes are escaped first, then an argument's quotes: the specification's own example has four.
    expect(exec).toBe('Exec="/opt/Quarter deck/100%% \\\\"\\\\$HOME\\\\"\\\\\\\\quarterdeck" "--hidden"');
    expect(await setAutostart(false, options)).toEqual({ ok: true, value: null });
    expect(await mayWriteAutostart(options.file)).toBe(true);
    expect(() => readFileSync(options.file)).toThrow('ENOENT');
  });

  it('leaves alone what is not ours', async () => {
    const options = place();
    mkdirSync(dirname(options.file), { recursive: true });
    writeFileSync(options.file, '[Desktop Entry]\nExec=mine\n');
    expect(await mayWriteAutostart(options.file)).toBe(false);
    expect(await setAutostart(true, options)).toMatchObject({ ok: false });
    expect(await setAutostart(false, options)).toMatchObject({ ok: true });
    expect(readFileSync(options.file, 'utf8')).toBe('[Desktop Entry]\nExec=mine\n');
  });

  it('leaves it off where the user switched it off in the desktop’s own settings', async () => {
    const options = place();
    await setAutostart(true, options);
    const off = readFileSync(options.file, 'utf8').replace('enabled=true', 'enabled=false');
    writeFileSync(options.file, off);
    await setAutostart(true, options);
    expect(readFileSync(options.file, 'utf8')).toBe(off);
  });

  it('follows the program to where it is now', async () => {
    const options = place();
    await setAutostart(true, options);
    await setAutostart(true, { ...options, command: ['/elsewhere'] });
    expect(readFileSync(options.file, 'utf8')).toBe(autostartFileOf(['/elsewhere']));
  });

  it('says so where the file can’t be written', async () => {
    const folder = makeFolder('config');
    writeFileSync(join(folder, 'autostart'), 'a file in the folder’s place');
    const file = autostartPath({ XDG_CONFIG_HOME: folder }, '/home/me');
    expect(await setAutostart(true, { file, command })).toMatchObject({
      ok: false,
      failure: { message: expect.stringContaining('can’t be written') },
    });
  });

  it('goes to the home folder where no other is named', () => {
    expect(autostartPath({}, '/home/me')).toBe('/home/me/.config/autostart/quarterdeck.desktop');
    expect(autostartPath({ XDG_CONFIG_HOME: 'relative' }, '/home/me')).toBe('/home/me/.config/autostart/quarterdeck.desktop');
  });
});
