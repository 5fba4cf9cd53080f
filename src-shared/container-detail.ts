import { z } from 'zod';
import { containerSchema } from './model.ts';

const pairSchema = z.object({ key: z.string(), value: z.string() });

export const mountSchema = z.object({
  type: z.string(),
  /** A host path, or a volume's name. */
  source: z.string(),
  destination: z.string(),
  readOnly: z.boolean(),
});

/** What only inspect knows, bounded (`textLimit` characters a text, `entryLimit` entries a list). */
export const containerDetailSchema = z.object({
  container: containerSchema,
  imageId: z.string(),
  command: z.array(z.string()),
  entrypoint: z.array(z.string()),
  workingDirectory: z.string(),
  user: z.string(),
  hostname: z.string(),
  pid: z.number().nullable(),
  stopSignal: z.string(),
  mounts: z.array(mountSchema),
  networks: z.array(
    z.object({
      name: z.string(),
      address: z.string(),
      aliases: z.array(z.string()),
    }),
  ),
  labels: z.array(pairSchema),
  /** Names only; values may be secrets and come by `getEnvironment`, when asked for. */
  environmentNames: z.array(z.string()),
  healthCheck: z
    .object({
      command: z.string(),
      intervalMs: z.number(),
      lastOutput: z.string().nullable(),
      lastAtMs: z.number().nullable(),
      failingStreak: z.number(),
    })
    .nullable(),
  cpuLimit: z.number().nullable(),
  /** The engine's inspect answer as indented JSON, environment values masked, cut at `rawLimit` characters. */
  rawJson: z.string(),
});
export type ContainerDetail = z.infer<typeof containerDetailSchema>;
export const environmentSchema = z.array(pairSchema);

export const textLimit = 4_096;
export const entryLimit = 500;
export const rawLimit = 131_072;

/** Cuts hostile or huge text to what a view can carry. */
export function boundText(text: string, limit: number = textLimit): string {
  return text.length <= limit ? text : `${text.slice(0, limit - 1)}…`;
}
