import { beginStream, sendError, sendJson } from '../http/answer.ts';
import type { Exchange, Handler } from '../http/exchange.ts';
import { hashText } from '../load/random.ts';
import { fullReference, hasImage, imageBytes, localImages } from '../world/images.ts';
import { steadyId } from '../world/world.ts';

const stepMs = 150;
const stepsOfLayer = 12;
/** What no registry has: any image whose name says so. */
const unknown = /nowhere|missing|nothing/;

/** GET /images/json */
export const images: Handler = ({ response, world }) => {
  const list = localImages(world).map((reference) => ({
    Containers: -1,
    Created: Math.floor(world.bootedAtMs / 1000),
    Id: `sha256:${steadyId(`image/${reference}`)}`,
    Labels: null,
    ParentId: '',
    RepoDigests: [],
    RepoTags: [reference],
    SharedSize: -1,
    Size: imageBytes(reference),
    VirtualSize: imageBytes(reference),
  }));
  sendJson(response, 200, list);
};

/** GET /images/{name}/json, of which it tells what a container takes over. */
export const inspectImage: Handler = ({ response, subject, world }) => {
  if (!hasImage(world, subject)) return sendError(response, 404, `No such image: ${fullReference(subject)}`);
  const Config = { Env: [], Cmd: null, Entrypoint: null, Labels: null, WorkingDir: '', User: '' };
  sendJson(response, 200, { Id: `sha256:${steadyId(`image/${subject}`)}`, RepoTags: [fullReference(subject)], Config });
};

/** POST /images/create: a pull of a few layers that takes some seconds and ends when its connection does. */
export const pull: Handler = async (exchange) => {
  const { query, response, world } = exchange;
  const name = query.get('fromImage') ?? '';
  const tag = query.get('tag') ?? 'latest';
  const reference = fullReference(tag.startsWith('sha256:') ? name : `${name}:${tag}`);
  if (unknown.test(reference)) {
    return sendError(response, 404, `pull access denied for ${name}, repository does not exist or may require 'docker login'`);
  }
  beginStream(response, 'application/json');
  const tell = (line: object) => void response.write(`${JSON.stringify(line)}\r\n`);
  const layers = Array.from({ length: 3 + (hashText(reference) % 3) }, (_, index) => steadyId(`layer/${reference}/${index}`).slice(0, 12));
  tell({ status: `Pulling from ${name}`, id: tag });
  for (const id of layers) tell({ status: 'Pulling fs layer', progressDetail: {}, id });
  const total = Math.floor(imageBytes(reference) / layers.length);
  for (const status of ['Downloading', 'Extracting']) {
    for (const id of layers) {
      for (let step = 1; step <= stepsOfLayer; step++) {
        await later(exchange);
        if (response.destroyed) return;
        tell({ status, progressDetail: { current: Math.floor((total * step) / stepsOfLayer), total }, id });
      }
      tell({ status: status === 'Downloading' ? 'Download complete' : 'Pull complete', progressDetail: {}, id });
    }
  }
  world.images.add(reference);
  tell({ status: `Status: Downloaded newer image for ${reference}` });
  response.end();
};

function later({ response, world }: Exchange): Promise<void> {
  return new Promise((resolve) => {
    const cancel = world.agenda.in(stepMs / 3, done);
    response.once('close', done);
    function done() {
      cancel();
      response.off('close', done);
      resolve();
    }
  });
}
