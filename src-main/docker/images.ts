import { z } from 'zod';
import type { CallOptions, EngineClient } from './client.ts';
import { errorFacts } from './problems.ts';

const imagesSchema = z.array(
  z.object({ RepoTags: z.array(z.string()).nullish(), Size: z.number().catch(0), Created: z.number().catch(0) }),
);

export interface LocalImage {
  readonly reference: string;
  readonly sizeBytes: number;
  readonly createdAtMs: number;
}

/** The tagged images of a host, the newest first. Rejects as `client.call` does. */
export async function listImages(client: EngineClient): Promise<LocalImage[]> {
  const answer: unknown = await client.call((docker) => docker.listImages());
  const images = imagesSchema
    .parse(answer)
    .flatMap(({ RepoTags, Size, Created }) =>
      (RepoTags ?? [])
        .filter((it) => !it.includes('<none>'))
        .map((reference) => ({ reference, sizeBytes: Size, createdAtMs: Created * 1000 })),
    );
  return images.sort((left, right) => right.createdAtMs - left.createdAtMs || left.reference.localeCompare(right.reference));
}

const inspectedSchema = z.object({ Id: z.string() });

/** The id of an image that is on the host; null where there is none. Rejects as `client.call` does. */
export async function findImageId(client: EngineClient, reference: string, options: CallOptions = {}): Promise<string | null> {
  try {
    const answer: unknown = await client.call((docker) => docker.getImage(reference).inspect(), options);
    return inspectedSchema.parse(answer).Id;
  } catch (error) {
    if (errorFacts(error).statusCode === 404) return null;
    throw error;
  }
}
