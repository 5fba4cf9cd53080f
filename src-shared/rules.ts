import { z } from 'zod';
import { containerIdSchema, hostIdSchema } from './ids.ts';

const seconds = z.number().int().min(1).max(86_400);

/** Which containers a rule is about. By name, so that it outlives an update. */
export const ruleScopeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('project'), project: z.string().min(1).max(4_096) }),
  z.object({ kind: z.literal('container'), name: z.string().min(1).max(4_096) }),
]);
export type RuleScope = z.infer<typeof ruleScopeSchema>;

export const ruleConditionSchema = z.discriminatedUnion('kind', [
  /** Of one core: 100 is one core. */
  z.object({ kind: z.literal('cpuOver'), percent: z.number().min(1).max(102_400), forSeconds: seconds }),
  /** Of the container's own limit; a container without one is never over it. */
  z.object({ kind: z.literal('memoryOverPercent'), percent: z.number().min(1).max(100), forSeconds: seconds }),
  z.object({ kind: z.literal('memoryOverBytes'), bytes: z.number().int().min(1), forSeconds: seconds }),
  z.object({ kind: z.literal('unhealthy'), forSeconds: seconds }),
  z.object({ kind: z.literal('restartsOver'), count: z.number().int().min(1).max(1_000), withinSeconds: seconds }),
  /** Exited or dead, and nobody asked for it. */
  z.object({ kind: z.literal('notRunning'), forSeconds: seconds }),
  /** A flow container is connected, but does not answer a `ping` within the time. */
  z.object({ kind: z.literal('flowNotAnswering'), forSeconds: seconds }),
  /** A flow container runs, but is not connected. */
  z.object({ kind: z.literal('flowNotConnected'), forSeconds: seconds }),
]);
export type RuleCondition = z.infer<typeof ruleConditionSchema>;

export const recoverySchema = z.object({
  /** At most so many restarts within `withinSeconds`; then it is left alone, and that is said. */
  maxRestarts: z.number().int().min(1).max(20),
  withinSeconds: z.number().int().min(10).max(86_400),
  /** Before the first restart; twice as long before each next one. */
  firstDelaySeconds: z.number().int().min(0).max(3_600),
});
export type Recovery = z.infer<typeof recoverySchema>;

export const ruleSchema = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,64}$/, 'Not a rule’s id'),
  name: z.string().trim().min(1, 'Give it a name').max(100),
  enabled: z.boolean(),
  scope: ruleScopeSchema,
  condition: ruleConditionSchema,
  notify: z.boolean(),
  /** Null: the container is left as it is. */
  recovery: recoverySchema.nullable(),
});
export type Rule = z.infer<typeof ruleSchema>;

export const rulesSchema = z
  .array(ruleSchema)
  .max(100)
  .refine((rules) => new Set(rules.map((it) => it.id)).size === rules.length, 'Two rules have the same id');

/** What a rule would have done over the samples that are kept. */
export const ruleTrialSchema = z.object({
  /** Containers in its scope, and how far back what is kept of them goes. */
  containers: z.number().int(),
  sinceMs: z.number().nullable(),
  /** Why it can't be tried over the past (its condition leaves no samples); null where it can. */
  notTriable: z.string().nullable(),
  breaches: z
    .array(
      z.object({
        hostId: hostIdSchema,
        containerId: containerIdSchema,
        name: z.string(),
        fromMs: z.number(),
        /** Null: it still goes on. */
        untilMs: z.number().nullable(),
        /** 'CPU 121 % for 2 min'. */
        text: z.string(),
      }),
    )
    .max(200),
});
export type RuleTrial = z.infer<typeof ruleTrialSchema>;

/** Thresholds are off until somebody wants them; their numbers are a suggestion. */
export const suggestedRules: readonly Rule[] = [
  {
    id: 'cpu-high',
    name: 'CPU high',
    enabled: false,
    scope: { kind: 'all' },
    condition: { kind: 'cpuOver', percent: 95, forSeconds: 120 },
    notify: true,
    recovery: null,
  },
  {
    id: 'memory-near-limit',
    name: 'Memory near its limit',
    enabled: false,
    scope: { kind: 'all' },
    condition: { kind: 'memoryOverPercent', percent: 90, forSeconds: 60 },
    notify: true,
    recovery: null,
  },
  {
    id: 'memory-high',
    name: 'Memory over 8 GiB',
    enabled: false,
    scope: { kind: 'all' },
    condition: { kind: 'memoryOverBytes', bytes: 8_589_934_592, forSeconds: 60 },
    notify: true,
    recovery: null,
  },
];
