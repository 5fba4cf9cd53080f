import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { fileSystem } from './images.ts';

/** A registry that serves one image of two layers over HTTP on loopback, from where engines pull without TLS. */
export interface Registry {
  /** `127.0.0.1:port/quarterdeck-test/pulled:latest`. */
  readonly image: string;
  /** Another name at the same registry, which it does not have. */
  readonly missing: string;
  /** From now on the second half of the big layer only drips, until `release`. */
  hold(): void;
  release(): void;
  /** Resolves when whoever downloads a layer that drips has gone away. */
  readonly abandoned: Promise<unknown>;
  close(): Promise<void>;
}

interface Blob {
  readonly digest: string;
  readonly bytes: Buffer;
}

const bigLayerBytes = 6 * 1024 ** 2;
/** Slow enough that the second half takes longer than any test. */
const dripBytes = 4_096;
const dripEveryMs = 50;
const manifestType = 'application/vnd.docker.distribution.manifest.v2+json';

/** Starts it; close it. */
export async function startRegistry(): Promise<Registry> {
  const { manifest, blobs, big } = makeImage();
  let held = false;
  const waiting = new Set<() => void>();
  let gone: () => void = () => undefined;
  const abandoned = new Promise<void>((resolve) => {
    gone = resolve;
  });
  const sendHalves = async (response: ServerResponse, bytes: Buffer) => {
    let sent = Math.floor(bytes.length / 2);
    response.write(bytes.subarray(0, sent));
    // An engine that gave the pull up hangs up only when the next bytes come.
    const drip = setInterval(() => {
      response.write(bytes.subarray(sent, sent + dripBytes));
      sent += dripBytes;
    }, dripEveryMs);
    const closed = once(response, 'close').then(() => gone());
    await Promise.race([closed, new Promise<void>((resolve) => waiting.add(resolve))]);
    clearInterval(drip);
    response.end(bytes.subarray(sent));
  };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://registry').pathname;
    const found = /^\/v2\/quarterdeck-test\/pulled\/(manifests|blobs)\/(.+)$/.exec(path);
    response.setHeader('Docker-Distribution-Api-Version', 'registry/2.0');
    if (path === '/v2/') return response.end('{}');
    const [, kind, reference = ''] = found ?? [];
    const blob = kind === 'blobs' ? blobs.find((it) => it.digest === reference) : undefined;
    const isManifest = kind === 'manifests' && (reference === 'latest' || reference === manifest.digest);
    const content = isManifest ? manifest : blob;
    if (!content) {
      response.writeHead(404, { 'Content-Type': 'application/json' });
      return response.end(JSON.stringify({ errors: [{ code: 'MANIFEST_UNKNOWN', message: 'manifest unknown' }] }));
    }
    response.writeHead(200, {
      'Content-Type': isManifest ? manifestType : 'application/octet-stream',
      'Content-Length': content.bytes.length,
      'Docker-Content-Digest': content.digest,
    });
    if (request.method === 'HEAD') return response.end();
    if (held && content === big) return void sendHalves(response, content.bytes);
    return response.end(content.bytes);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the registry does not listen');
  const host = `127.0.0.1:${address.port}`;
  const release = () => {
    held = false;
    for (const go of waiting) go();
    waiting.clear();
  };
  return {
    image: `${host}/quarterdeck-test/pulled:latest`,
    missing: `${host}/quarterdeck-test/missing:1.0`,
    hold: () => {
      held = true;
    },
    release,
    abandoned,
    close: async () => {
      release();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function makeImage() {
  const layers = [fileSystem(), bigLayer()].map((tar) => ({ tar, ...blobOf(gzipSync(tar, { level: 1 })) }));
  const config = blobOf(
    JSON.stringify({
      architecture: { x64: 'amd64' }[String(process.arch)] ?? process.arch,
      os: 'linux',
      config: { Env: ['PATH=/bin'], Cmd: ['/bin/sleep', '1000'] },
      rootfs: { type: 'layers', diff_ids: layers.map((it) => digestOf(it.tar)) },
      history: layers.map(() => ({ created_by: 'a test' })),
    }),
  );
  const described = (it: Blob, mediaType: string) => ({ mediaType, size: it.bytes.length, digest: it.digest });
  const manifest = blobOf(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: manifestType,
      config: described(config, 'application/vnd.docker.container.image.v1+json'),
      layers: layers.map((it) => described(it, 'application/vnd.docker.image.rootfs.diff.tar.gzip')),
    }),
  );
  return { manifest, blobs: [config, ...layers], big: layers[1] };
}

/** A tar of one file that does not shrink. */
function bigLayer(): Buffer {
  const header = Buffer.alloc(512);
  header.write('data/big');
  header.write('0000644\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${bigLayerBytes.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((all, byte) => all + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([header, randomBytes(bigLayerBytes), Buffer.alloc(1024)]);
}

function blobOf(content: string | Buffer): Blob {
  const bytes = Buffer.from(content);
  return { bytes, digest: digestOf(bytes) };
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
