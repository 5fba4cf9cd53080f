import { z } from 'zod';

/**
 * An engine's container id, short or whole. Checked before it reaches dockerode, which does not escape ids:
 * `id/kill?x=` passed to `start` kills the container.
 */
export const containerIdSchema = z.string().regex(/^[0-9a-f]{12,64}$/, 'Not a container id');

/** Docker's own rule for names, with a length that every tool can show. */
export const containerNameSchema = z
  .string()
  .regex(
    /^[a-zA-Z0-9][a-zA-Z0-9_.-]{1,254}$/,
    'A name has 2 to 255 letters, digits, dots, dashes or underscores, and starts with a letter or digit',
  );

/** Ours, made from the host's address; stable from start to start. */
export const hostIdSchema = z.string().regex(/^[a-z0-9-]{1,64}$/, 'Not a host id');

/** `host id / container id`: unique over all hosts. */
export type ContainerKey = `${string}/${string}`;

export function containerKey(hostId: string, containerId: string): ContainerKey {
  return `${hostId}/${containerId}`;
}

/** The first 12 characters, as every Docker tool shows an id. */
export function shortId(containerId: string): string {
  return containerId.slice(0, 12);
}
