import { z } from 'zod';
import { containerConfigFields } from '../../src-shared/container-config.ts';
import { flowCommandSchema, flowReplyTimeoutMs } from '../../src-shared/flow.ts';
import { containerIdSchema, containerNameSchema, hostIdSchema } from '../../src-shared/ids.ts';
import { wireConfigShape } from './config-wire.ts';

/** A container by its whole id, the first 12 characters of it or more, or its name. */
const containerId = z.union([containerIdSchema, containerNameSchema], 'Not a container’s id or name');
const container = { container_id: containerId, host_id: hostIdSchema.optional() };
const seconds = z.number().min(0).max(3_600);

/** What programs may ask on `/`: event -> fields. Fields that are not listed are refused, as a mistyped one would be silently lost. */
export const requests = {
  create_container: z.strictObject({
    ...wireConfigShape,
    name: containerConfigFields.name.optional(),
    host_id: hostIdSchema.optional(),
    auto_remove: containerConfigFields.autoRemove.optional(),
    /** Whether it gets a socket to speak with Quarterdeck; true where the host can, unless said otherwise. */
    flow: containerConfigFields.flow.optional(),
    start: z.boolean().default(false),
  }),
  start_container: z.strictObject(container),
  /** `timeout` in seconds before it is killed; else its own, else 10. */
  stop_container: z.strictObject({ ...container, timeout: seconds.int().optional() }),
  restart_container: z.strictObject({ ...container, timeout: seconds.int().optional() }),
  /** `code_path` alone, or some of the configuration. `ready_within`: seconds for the new container to be well. */
  update_container: z
    .strictObject({
      ...container,
      ...z.object(wireConfigShape).partial().shape,
      code_path: z.string().min(1).max(4_096).optional(),
      pull: z.boolean().optional(),
      ready_within: z.number().int().min(1).max(3_600).optional(),
    })
    .refine(
      ({ container_id, host_id, ready_within, code_path, ...changes }) => (code_path === undefined) !== (Object.keys(changes).length === 0),
      'Give either code_path, or what is to change of the image and configuration',
    ),
  delete_container: z.strictObject({ ...container, volumes: z.boolean().default(false) }),
  send_message: z.strictObject({
    ...container,
    message: z.strictObject({ command: flowCommandSchema.shape.command, data: flowCommandSchema.shape.data.default({}) }),
    /** In seconds. */
    timeout: z
      .number()
      .min(0.001)
      .max(3_600)
      .default(flowReplyTimeoutMs / 1_000),
  }),
  get_status: z.strictObject(container),
  list_containers: z.strictObject({ host_id: hostIdSchema.optional() }),
  /** Replaces what this client had asked for; an empty list, or `on: false`, ends it. */
  subscribe_stats: z.strictObject({
    container_ids: z.array(containerId).max(200),
    host_id: hostIdSchema.optional(),
    on: z.boolean().default(true),
  }),
} as const;

export type RequestName = keyof typeof requests;
export type RequestOf<R extends RequestName> = z.output<(typeof requests)[R]>;

export function isRequestName(name: string): name is RequestName {
  return Object.hasOwn(requests, name);
}
