import { sendError, sendJson } from '../http/answer.ts';
import type { Exchange, Handler } from '../http/exchange.ts';
import { hashText, pick } from '../load/random.ts';
import { announce } from '../world/announce.ts';
import { createContainer } from '../world/container.ts';
import { fullReference, hasImage } from '../world/images.ts';
import { type JsonFields, jsonFields } from '../world/json-fields.ts';
import { specOfBody } from '../world/spec-of-body.ts';
import { findByName, findContainer, type World } from '../world/world.ts';
import { networkNames } from './networks-and-volumes.ts';

const bodyLimitBytes = 16_777_216;

/** POST /containers/create */
export const create: Handler = async ({ request, query, response, world }) => {
  const body = await readJson(request);
  const image = body?.text('Image') ?? '';
  if (!body || image === '') return sendError(response, 400, 'invalid JSON: the demo needs the name of an image');
  if (!hasImage(world, image)) return sendError(response, 404, `No such image: ${fullReference(image)}`);
  const name = query.get('name') || inventName(world);
  const owner = findByName(world, name);
  if (owner) {
    const message = `Conflict. The container name "/${name}" is already in use by container "${owner.spec.id}". You have to remove (or rename) that container to be able to reuse that name.`;
    return sendError(response, 409, message);
  }
  const container = createContainer(specOfBody(world, name, body));
  if (!networkNames(world).has(container.spec.network)) return sendError(response, 404, `network ${container.spec.network} not found`);
  world.containers.set(container.spec.id, container);
  announce(world, container, 'create');
  sendJson(response, 201, { Id: container.spec.id, Warnings: [] });
};

/** POST /networks/{name}/connect: taken, but a container of the demo shows the first of its networks only. */
export const connect: Handler = async ({ request, response, subject, world }) => {
  const wanted = (await readJson(request))?.text('Container') ?? '';
  if (!networkNames(world).has(subject)) return sendError(response, 404, `network ${subject} not found`);
  if (!findContainer(world, wanted)) return sendError(response, 404, `No such container: ${wanted}`);
  sendJson(response, 200, null);
};

async function readJson(request: Exchange['request']): Promise<JsonFields | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    chunks.push(Buffer.from(chunk));
    size += chunk.length;
    if (size > bodyLimitBytes) return null;
  }
  try {
    return jsonFields(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  } catch {
    // As the engine, which answers such a body with 400.
    return null;
  }
}

/** An adjective and a noun, as the engine's. */
function inventName(world: World): string {
  for (let round = world.containers.size; ; round++) {
    const at = hashText(`${world.seed}/name/${round}`);
    const adjective = pick(['brave', 'calm', 'eager', 'fancy', 'keen', 'merry', 'proud', 'quiet'], (at % 1_000) / 1_000);
    const noun = pick(['anchor', 'beacon', 'compass', 'harbor', 'lantern', 'mast', 'rudder', 'sextant'], ((at >>> 10) % 1_000) / 1_000);
    const name = `${adjective}_${noun}${round > 60 ? round : ''}`;
    if (!findByName(world, name)) return name;
  }
}
