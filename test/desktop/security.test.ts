import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invokeChannel } from '../../src-shared/ipc.ts';
import type { LaunchedApp } from '../support/app.ts';
import { type Demo, startDemo } from '../support/demo.ts';
import { askCore, askRaw, valueFrom } from './support/core.ts';
import { hostilePayloads } from './support/fuzz.ts';
import { openApp } from './support/launch.ts';
import { openRecordingProxy, type RecordingProxy } from './support/recording-proxy.ts';
import { invokeFromInnerFrame, windowPreferences } from './support/security.ts';
import { becomes } from './support/wait.ts';

const refused = { ok: false, failure: expect.objectContaining({ kind: 'validation_error' }) };

let demo: Demo;
let proxy: RecordingProxy;
let app: LaunchedApp;
/** The only reference to the window's page that the tests need; one launch for all, as none changes what the next sees. */
let page: LaunchedApp['page'];

beforeAll(async () => {
  demo = await startDemo({ containers: 10 });
  proxy = await openRecordingProxy(demo.socketPath);
  app = await openApp({ socketPath: proxy.socketPath });
  page = app.page;
  await becomes(async () => valueFrom(await askCore(page, 'getSnapshot', {})).containers.length, 10);
});

afterAll(async () => {
  await app?.close();
  await proxy?.close();
  await demo?.stop();
});

describe('The window', () => {
  it('is sandboxed, isolated from the preload, without Node and without webviews', async () => {
    expect(await windowPreferences(app.electron)).toEqual([
      expect.objectContaining({ sandbox: true, contextIsolation: true, nodeIntegration: false, webviewTag: false, webSecurity: true }),
    ]);
  });

  it('finds nothing of Node or Electron in its page but the bridge', async () => {
    const found = await page.evaluate(() => {
      const names = ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'electron', 'ipcRenderer'];
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const clean = new Set(Object.getOwnPropertyNames(frame.contentWindow));
      frame.remove();
      return {
        node: names.filter((name) => Reflect.has(window, name)),
        bridge: Object.keys(Reflect.get(window, 'quarterdeck')).sort(),
        added: Object.getOwnPropertyNames(window).filter((name) => !clean.has(name) && !/^(\d+|__playwright.*|__pw.*)$/.test(name)),
      };
    });
    expect(found.node).toEqual([]);
    expect(found.bridge).toEqual(['invoke', 'on']);
    // `root` is our element's id; zod keeps its settings, which are plain data, where every copy of it finds them.
    expect(found.added.filter((name) => name !== 'root' && !name.startsWith('__zod_'))).toEqual(['quarterdeck']);
  });

  it('is served with a policy that lets in nothing from elsewhere and nothing inline', async () => {
    const headers = await app.electron.evaluate(async ({ net }) => {
      const answer = await net.fetch('app://quarterdeck/');
      return Object.fromEntries(answer.headers.entries());
    });
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("connect-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it('runs no inline script, loads no image from elsewhere, and connects to nothing', async () => {
    const seen = await page.evaluate(async () => {
      const violated: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => violated.push(event.effectiveDirective));
      const script = document.createElement('script');
      script.textContent = 'window.pwned = true';
      const image = document.createElement('img');
      image.src = 'https://example.com/x.png';
      const holder = document.createElement('div');
      holder.innerHTML = '<img src="x:y" onerror="window.pwned = true">';
      document.body.append(script, image, holder);
      const fetched = await fetch('https://example.com/').then(
        () => 'answered',
        () => 'refused',
      );
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      for (const element of [script, image, holder]) element.remove();
      return { pwned: Reflect.has(window, 'pwned'), fetched, violated: violated.sort() };
    });
    expect(seen.pwned).toBe(false);
    expect(seen.fetched).toBe('refused');
    expect(seen.violated).toEqual(expect.arrayContaining(['connect-src', 'img-src', 'script-src-elem']));
  });

  it('breaks its own policy nowhere, from the first script on', async () => {
    await page.addInitScript(() => {
      const violations: string[] = [];
      Reflect.set(window, 'violationsOfTheTest', violations);
      document.addEventListener('securitypolicyviolation', (event) => violations.push(`${event.effectiveDirective} ${event.blockedURI}`));
    });
    await page.reload();
    for (const key of ['Control+2', 'Control+3', 'Control+4', 'Control+5', 'Control+1', 'ArrowDown', 'Enter'])
      await page.keyboard.press(key);
    await page.getByRole('tab', { name: 'Inspect' }).click();
    await page.getByRole('button', { name: 'Copy all' }).waitFor();
    expect(await page.evaluate((): unknown => Reflect.get(window, 'violationsOfTheTest'))).toEqual([]);
  });

  it('opens no second window', async () => {
    expect(await page.evaluate(() => window.open('https://example.com/') === null)).toBe(true);
    expect(await page.evaluate(() => window.open('app://quarterdeck/') === null)).toBe(true);
    expect(app.electron.windows()).toHaveLength(1);
  });

  it('goes nowhere else, whatever its page asks for', async () => {
    const before = page.url();
    for (const url of ['https://example.com/', 'file:///etc/passwd', 'app://elsewhere/', 'data:text/html,x']) {
      await page.evaluate((to) => {
        const link = document.createElement('a');
        link.href = to;
        document.body.append(link);
        link.click();
        link.remove();
        window.location.href = to;
      }, url);
      // Whatever was begun would have been told by the time the core answers.
      valueFrom(await askCore(page, 'getSettings', {}));
      expect(page.url()).toBe(before);
    }
  });

  it('is given no file outside of its own folder', async () => {
    const statuses = await app.electron.evaluate(async ({ net }) => {
      const paths = [
        '/../main/index.js',
        '/..%2fmain/index.js',
        '/%2e%2e/%2e%2e/package.json',
        '/..\\..\\package.json',
        '/nothing.js',
        '/',
      ];
      return Promise.all(paths.map(async (path) => (await net.fetch(`app://quarterdeck${path}`)).status));
    });
    expect(statuses).toEqual([404, 404, 404, 404, 404, 200]);
  });

  it('gets no permission: no notifications, place, microphone or clipboard', async () => {
    const answers = await page.evaluate(async () => {
      const refusal = (error: unknown) => (error instanceof Error ? error.name : 'refused');
      return {
        notifications: await Notification.requestPermission(),
        place: await new Promise((resolve) =>
          navigator.geolocation.getCurrentPosition(
            () => resolve('given'),
            (error) => resolve(error.code === error.PERMISSION_DENIED ? 'denied' : 'failed'),
          ),
        ),
        microphone: await navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'given', refusal),
        clipboard: await navigator.clipboard.readText().then(() => 'given', refusal),
      };
    });
    expect(answers.notifications).toBe('denied');
    expect(answers.place).toBe('denied');
    expect(answers.microphone).not.toBe('given');
    expect(answers.clipboard).not.toBe('given');
  });
});

describe('The core', () => {
  it('refuses commands that it does not know', async () => {
    for (const name of ['rm', 'toString', 'constructor', '__proto__', 'getsnapshot', '', 7, null, ['getSnapshot']]) {
      expect(await askRaw(page, name, {})).toEqual(refused);
    }
  });

  it('lets none of 200 hostile payloads reach an engine', async () => {
    const { hosts } = valueFrom(await askCore(page, 'getSnapshot', {}));
    const hostId = hosts[0]?.id ?? '';
    const before = proxy.asked.length;
    const answers = await page.evaluate(
      (payloads): Promise<unknown[]> =>
        Promise.all(
          payloads.map(({ command, argument }) => Reflect.apply(Reflect.get(window, 'quarterdeck').invoke, null, [command, argument])),
        ),
      [...hostilePayloads(200, hostId)],
    );
    expect(answers).toHaveLength(200);
    for (const answer of answers) expect(answer).toEqual(refused);
    // What the watcher asks by itself goes on: pings, readings and inspects of containers that there are.
    const usual = /^(\/v[\d.]+)?\/(_ping|version|info|events|containers\/(json|[0-9a-f]{64}\/(json|stats)))(\?|$)/;
    const reached = proxy.asked.slice(before).filter(({ method, path }) => !['GET', 'HEAD'].includes(method) || !usual.test(path));
    expect(reached).toEqual([]);
    expect((await demo.state()).containers).toBe(10);
  });

  it('answers the window’s own frame and refuses a frame inside it', async () => {
    await page.evaluate(() => {
      const frame = document.createElement('iframe');
      frame.id = 'inner';
      document.body.append(frame);
    });
    expect(await invokeFromInnerFrame(app.electron, invokeChannel, 'getSettings')).toEqual({
      own: expect.objectContaining({ ok: true }),
      inner: refused,
      none: refused,
    });
    await page.evaluate(() => document.getElementById('inner')?.remove());
  });

  it('refuses a page from elsewhere, also in its own window, and another window', async () => {
    const answers = await app.electron.evaluate(async ({ app: application, BrowserWindow }) => {
      const own = BrowserWindow.getAllWindows()[0];
      if (!own) throw new Error('there is no window');
      const ask = "window.quarterdeck.invoke('getSettings', {})";
      const home = own.webContents.getURL();
      const preload = `${application.getAppPath()}/out/preload/index.cjs`;
      await own.loadURL('data:text/html,<title>elsewhere</title>');
      const foreignPage: unknown = await own.webContents.executeJavaScript(ask);
      await own.loadURL(home);
      const other = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      await other.loadURL(home);
      const otherWindow: unknown = await other.webContents.executeJavaScript(ask);
      other.destroy();
      return { foreignPage, otherWindow, home: await own.webContents.executeJavaScript(ask) };
    });
    expect(answers).toEqual({ foreignPage: refused, otherWindow: refused, home: expect.objectContaining({ ok: true }) });
  });
});
