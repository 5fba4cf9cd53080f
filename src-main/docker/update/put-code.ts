import { relative } from 'node:path';
import { Readable } from 'node:stream';
import { pack } from 'tar-fs';
import { fail, makeFailure, type Result, succeed } from '../../../src-shared/failure.ts';
import { openScope } from '../../lib/scope.ts';
import { actionFailure } from '../action-failures.ts';
import type { EngineClient } from '../client.ts';
import { errorFacts } from '../problems.ts';
import type { CodeFolder } from './code-folder.ts';

/** Gigabytes to a slow disk. */
const putDeadlineMs = 3_600_000;
/** A copy of which nothing moves for so long has hung. */
const stallMs = 60_000;

/**
 * Streams `folder` into `directory` of a container that has not been started yet. Everything belongs to root and can be read by
 * all, as `COPY` in a Dockerfile does it: a container whose user is another can run it and can't change it. Links stay
 * links. The directory itself keeps its owner and its mode. `report`: percent of the bytes.
 */
export async function putCode(
  client: EngineClient,
  target: { readonly containerId: string; readonly name: string; readonly directory: string },
  folder: CodeFolder,
  signal: AbortSignal,
  report: (percent: number) => void,
): Promise<Result<null>> {
  const scope = openScope(signal);
  let packed = 0;
  let stall = setTimeout(() => scope.end(), stallMs);
  const archive = pack(folder.path, {
    entries: [...folder.top],
    ignore: (path) => folder.leftOut.has(relative(folder.path, path)),
    strict: false,
    map: (header) => {
      packed += 1;
      return { ...header, uid: 0, gid: 0, mode: openToAll(header.mode, header.type === 'directory') };
    },
  });
  let sourceError: unknown = null;
  async function* counted() {
    let sent = 0;
    let shown = 0;
    try {
      for await (const chunk of archive) {
        if (!Buffer.isBuffer(chunk)) continue;
        clearTimeout(stall);
        stall = setTimeout(() => scope.end(), stallMs);
        yield chunk;
        sent += chunk.length;
        const percent = Math.min(100, Math.floor((sent / Math.max(1, folder.bytes)) * 100));
        if (percent < shown + 5) continue;
        shown = percent;
        report(percent);
      }
    } catch (error) {
      sourceError = error;
      throw error;
    }
  }
  const body = Readable.from(counted());
  try {
    const options = { path: target.directory };
    await client.call((docker) => docker.getContainer(target.containerId).putArchive(body, options), {
      deadlineMs: putDeadlineMs,
      signal: scope.signal,
    });
    // The packer ends early, and without an error, where a file vanishes under it.
    if (packed === folder.entries) return succeed(null);
    return changedMeanwhile(folder);
  } catch (error) {
    if (sourceError instanceof Error && errorFacts(error).statusCode === null) return sourceFailure(folder, sourceError);
    if (signal.aborted) return fail('system_error', `${target.name}: cancelled while the code was copied.`, { cancelled: 'yes' });
    if (scope.signal.aborted)
      return fail('docker_api_error', 'The engine took no more of the code for a minute. Look at its disk, then try again.');
    const failure = actionFailure({ kind: 'updateCode', name: target.name }, error, client.address);
    return { ok: false, failure };
  } finally {
    clearTimeout(stall);
    scope.end();
    body.destroy();
    archive.destroy();
  }
}

/** All may read; what its owner may execute, all may. */
function openToAll(mode: number, isFolder: boolean): number {
  return mode | (isFolder || (mode & 0o111) !== 0 ? 0o555 : 0o444);
}

function changedMeanwhile(folder: CodeFolder): Result<never> {
  return fail('validation_error', `${folder.path} changed while it was copied. Wait until nothing writes there, then update again.`);
}

function sourceFailure(folder: CodeFolder, error: Error): Result<never> {
  if (/size mismatch/i.test(error.message)) return changedMeanwhile(folder);
  const code = 'code' in error ? String(error.code) : error.message;
  const message = `The code in ${folder.path} could not be read to its end (${code}). Try again.`;
  return { ok: false, failure: makeFailure('system_error', message, { cause: error.message.slice(0, 300) }) };
}
