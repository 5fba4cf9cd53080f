import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';

export const appOrigin = 'app://quarterdeck';

/** Nothing from elsewhere, nothing inline, no connections: what the window knows comes through the bridge. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** To be called before `ready`: a standard, secure scheme, so that the window has an origin of its own. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: 'app',
      privileges: {
        standard: true,
        secure: true,
        supportFetchAPI: true,
        codeCache: true,
      },
    },
  ]);
}

/** Serves the built window from `folder`, and nothing outside of it. */
export function serveApp(folder: string): void {
  protocol.handle('app', async (request) => {
    const url = new URL(request.url);
    const path = fileOf(folder, url);
    const contentType = path && contentTypes[extname(path)];
    if (url.host !== 'quarterdeck' || !path || !contentType) return new Response('Not found', { status: 404 });
    const headers = {
      'content-type': contentType,
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
    };
    try {
      return new Response(new Uint8Array(await readFile(path)), { headers });
    } catch (error) {
      return new Response(error instanceof Error ? error.message : 'Not readable', { status: 404 });
    }
  });
}

function fileOf(folder: string, url: URL): string | null {
  const relative = url.pathname === '/' ? 'index.html' : decodeURIComponent(url.pathname).slice(1);
  const path = normalize(join(folder, relative));
  return path.startsWith(folder + sep) ? path : null;
}
