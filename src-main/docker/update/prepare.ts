import { z } from 'zod';
import type { ContainerConfigPatch } from '../../../src-shared/container-config.ts';
import type { EngineClient } from '../client.ts';
import type { InspectedContainer, InspectedImage } from './inspected.ts';
import { type Recreated, recreateBody } from './recreate-body.ts';
import { findContainer, findImage } from './update-calls.ts';

export interface Prepared {
  readonly container: InspectedContainer;
  readonly oldImage: InspectedImage | null;
  readonly newImage: InspectedImage | null;
  readonly imageReference: string;
  readonly recreated: Recreated;
}

/**
 * Asks the engine all that making `container` anew needs. `sameImage`: of the very image that it has, even where its name means
 * another one by now; else of what the name (or the patch's) means now.
 */
export async function prepare(
  client: EngineClient,
  container: InspectedContainer,
  patch: ContainerConfigPatch,
  sameImage: boolean,
  signal?: AbortSignal,
): Promise<Prepared> {
  const oldImage = await findImage(client, container.Image, signal);
  const named = patch.image ?? container.Config.Image;
  const current = await findImage(client, named, signal);
  // Without a name of its own any more, the image goes by its id.
  const byId = (sameImage && current?.Id !== container.Image) || (current === null && patch.image === undefined);
  const imageReference = byId && oldImage ? container.Image : named;
  const newImage = imageReference === named ? current : oldImage;
  const sources = (container.HostConfig.VolumesFrom ?? []).map((it) => it.split(':')[0] ?? '');
  const found = await Promise.all(sources.map((it) => findContainer(client, it, signal)));
  const existing = new Set(sources.filter((_, index) => found[index] !== null));
  const recreated = recreateBody({ container, oldImage, newImage, imageReference, existing }, patch);
  return { container, oldImage, newImage, imageReference, recreated };
}

const listSchema = z.array(
  z.looseObject({ Names: z.array(z.string()).nullish(), HostConfig: z.looseObject({ NetworkMode: z.string().nullish() }).nullish() }),
);

/** Names of the containers that live in the network of this one. */
export async function sharingNetworkOf(client: EngineClient, container: InspectedContainer): Promise<string[]> {
  const listed = listSchema.parse(await client.call((docker) => docker.listContainers({ all: true })));
  return listed
    .filter((it) => it.HostConfig?.NetworkMode === `container:${container.Id}`)
    .map((it) => it.Names?.[0]?.replace(/^\//, '') ?? 'A container');
}
