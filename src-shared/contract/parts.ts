import { z } from 'zod';
import { containerIdSchema, hostIdSchema } from '../ids.ts';

/** What the parts of the contract are made of. */
export const nothing = z.object({});
export const done = z.null();
export const host = { hostId: hostIdSchema };
export const referenceFields = { ...host, containerId: containerIdSchema };
export const referenceSchema = z.object(referenceFields);
