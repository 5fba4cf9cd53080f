import type { ContainerConfigPatch } from '../../../src-shared/container-config.ts';
import type { EngineClient } from '../client.ts';
import { effectiveAfter, effectiveOf } from './effective.ts';
import type { InspectedContainer } from './inspected.ts';
import { prepare, sharingNetworkOf } from './prepare.ts';
import { type PreviewChange, previewChanges } from './preview-changes.ts';
import { previewWarnings } from './preview-warnings.ts';
import { refusalOf } from './refusal.ts';

export interface Preview {
  readonly changes: PreviewChange[];
  readonly warnings: string[];
  readonly refusal: string | null;
}

/** What an update of `container` with `patch` would change and lose; `pull`: the image is fetched first. Only asks. */
export async function previewOf(
  client: EngineClient,
  container: InspectedContainer,
  patch: ContainerConfigPatch,
  pull: boolean,
): Promise<Preview> {
  const prepared = await prepare(client, container, patch, false);
  const { newImage, imageReference, recreated } = prepared;
  const sharing = await sharingNetworkOf(client, container);
  const warnings = previewWarnings({
    container,
    recreated,
    sharing,
    oldImageKnown: prepared.oldImage !== null,
    newImageKnown: newImage !== null && !pull,
  });
  return {
    changes: newImage
      ? previewChanges(effectiveOf(container), effectiveAfter(recreated, imageReference, newImage))
      : previewUnseen(prepared),
    warnings,
    refusal: refusalOf(container) ?? (newImage === null && !pull ? missingImage(imageReference) : null),
  };
}

/** Without the new image its defaults are not known; what stays of the old one's is taken for them. */
function previewUnseen({ container, recreated, imageReference, oldImage }: Awaited<ReturnType<typeof prepare>>): PreviewChange[] {
  const unseen = oldImage === null ? null : { ...oldImage, Id: '' };
  return previewChanges(effectiveOf(container), effectiveAfter(recreated, imageReference, unseen));
}

/** Why a container can't be made of `reference` now. */
export function missingImage(reference: string): string {
  return `There is no image ${reference} on this host. Have it pulled, or choose another.`;
}
