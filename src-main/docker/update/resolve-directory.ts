import { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { EngineClient } from '../client.ts';
import { stepDeadlineMs } from './update-calls.ts';

const statHeader = 'x-docker-container-path-stat';
const statSchema = z.object({ linkTarget: z.string() });

/**
 * Where a directory of a container really is: an image may have a link there, or on the way to it, which the engine follows
 * when it unpacks. The engine resolves a link to its end (`linkTarget`) when it is asked for the link itself.
 */
export async function resolveDirectory(client: EngineClient, containerId: string, directory: string, signal: AbortSignal): Promise<string> {
  let resolved = '';
  for (const part of directory.split('/').filter((it) => it !== '')) {
    const target = await linkTargetOf(client, containerId, `${resolved}/${part}`, signal);
    resolved = target === '' ? `${resolved}/${part}` : target.replace(/\/+$/, '');
  }
  return resolved === '' ? '/' : resolved;
}

/** Empty for what is no link. */
async function linkTargetOf(client: EngineClient, containerId: string, path: string, signal: AbortSignal): Promise<string> {
  const options = { deadlineMs: stepDeadlineMs, signal };
  const answer: unknown = await client.call((docker) => docker.getContainer(containerId).infoArchive({ path }), options);
  if (!(answer instanceof IncomingMessage)) return '';
  answer.resume();
  const encoded = answer.headers[statHeader];
  if (typeof encoded !== 'string') return '';
  return statSchema.parse(JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'))).linkTarget;
}
