import { z } from 'zod';
import { containerConfigSchema, imageReferenceSchema, publishedPortSchema } from '../container-config.ts';
import { containerIdSchema, containerNameSchema, hostIdSchema } from '../ids.ts';
import { done, host, referenceFields } from './parts.ts';

export const createdSchema = z.object({
  containerId: containerIdSchema,
  name: z.string(),
  /** The engine's own, in its words. */
  warnings: z.array(z.string()),
});

/** Making containers, and what the form needs for it. */
export const createContract = {
  /** Makes it (pulling the image where it is missing) and starts it if asked. A failed one leaves nothing behind. */
  createContainer: { argument: z.object({ ...host, config: containerConfigSchema, start: z.boolean() }), result: createdSchema },
  /** What there is to choose from. */
  getCreateOptions: {
    argument: z.object(host),
    result: z.object({
      images: z.array(z.object({ reference: z.string(), sizeBytes: z.number(), createdAtMs: z.number() })),
      networks: z.array(z.object({ name: z.string(), driver: z.string(), subnet: z.string().nullable() })),
      volumes: z.array(z.string()),
      /** Null where flow containers work; else why not. */
      flowRefusal: z.string().nullable(),
    }),
  },
  /** Which of these host ports are taken, and by what. */
  checkPorts: {
    argument: z.object({ ...host, ports: z.array(publishedPortSchema).max(1_024) }),
    result: z.array(z.object({ index: z.number().int(), message: z.string() })),
  },
  /** The configuration of a container, to make another like it; with its environment's values. `name` is a free one. */
  getConfigOf: {
    argument: z.object(referenceFields),
    result: z.object({
      config: containerConfigSchema,
      /** What can't be carried over, a sentence each. */ notCarried: z.array(z.string()),
    }),
  },
  /** A `.env` file's text as names and values; the problems name the line. */
  parseEnvironment: {
    argument: z.object({ text: z.string().max(1_048_576) }),
    result: z.object({ environment: z.record(z.string(), z.string()), problems: z.array(z.string()) }),
  },
  pullImage: { argument: z.object({ ...host, image: imageReferenceSchema }), result: z.object({ imageId: z.string() }) },
  /** Ends an operation that can be cancelled; one that has ended already is a success. */
  cancelOperation: { argument: z.object({ operationId: z.uuid() }), result: done },
  /** A name that nobody has yet, like `wanted`. */
  suggestName: { argument: z.object({ hostId: hostIdSchema, wanted: containerNameSchema }), result: z.object({ name: z.string() }) },
} as const;
