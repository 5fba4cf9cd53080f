import { readFileSync } from 'node:fs';
import { extname, join, normalize, sep } from 'node:path';
import { type ProtocolResponse, protocol } from 'electron';

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

/**
 * Serves the built window from `folder`, and nothing outside of it. By the old call, as `protocol.handle` is a fetch: its
 * first answer loads Node's whole HTTP client (60 ms), and each body passes through two kinds of streams in JavaScript, on
 * the thread that starts everything else. Read in one go for the same reason: a turn of the loop costs more than the file.
 */
export function serveApp(folder: string): void {
  protocol.registerBufferProtocol('app', ({ url }, answer) => {
    const { pathname, host } = new URL(url);
    const path = fileOf(folder, pathname);
    const contentType = path && contentTypes[extname(path)];
    if (host !== 'quarterdeck' || !path || !contentType) return answer(notFound('Not found'));
    try {
      answer({ data: readFileSync(path), headers: { 'content-type': contentType, ...safeHeaders } });
    } catch (error) {
      answer(notFound(error instanceof Error ? error.message : 'Not readable'));
    }
  });
}

/** No opener policy: nothing opens the page and it opens nothing, yet the policy made Chromium start a second process for it. */
const safeHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
};

function notFound(why: string): ProtocolResponse {
  return { statusCode: 404, data: Buffer.from(why), headers: { 'content-type': 'text/plain; charset=utf-8', ...safeHeaders } };
}

function fileOf(folder: string, pathname: string): string | null {
  const relative = pathname === '/' ? 'index.html' : decoded(pathname).slice(1);
  const path = normalize(join(folder, relative));
  return path.startsWith(folder + sep) ? path : null;
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    // No file of ours has such a name.
    return '';
  }
}
