import { hashText } from '../load/random.ts';
import type { World } from './world.ts';

/** `name` as engines keep it: without a tag it is `latest`. */
export function fullReference(reference: string): string {
  return reference.includes(':', reference.lastIndexOf('/') + 1) ? reference : `${reference}:latest`;
}

/** The images on the machine: those of its containers from the beginning on, and what was pulled since. */
export function localImages(world: World): readonly string[] {
  for (const { spec } of world.containers.values()) world.images.add(fullReference(spec.image));
  return [...world.images];
}

export function hasImage(world: World, reference: string): boolean {
  return localImages(world).includes(fullReference(reference));
}

/** The made-up but steady size of an image, in bytes. */
export function imageBytes(reference: string): number {
  return 8_000_000 + (hashText(`size/${reference}`) % 400_000_000);
}
