import { type Rule, type RuleCondition, ruleSchema } from '../../../../src-shared/rules.ts';

export const timeUnits = ['s', 'min', 'h'] as const;
export type TimeUnit = (typeof timeUnits)[number];
export const memoryUnits = ['MiB', 'GiB'] as const;
export type MemoryUnit = (typeof memoryUnits)[number];

const secondsOf: Record<TimeUnit, number> = { s: 1, min: 60, h: 3_600 };
const bytesOf: Record<MemoryUnit, number> = { MiB: 1_048_576, GiB: 1_073_741_824 };

/** A length of time as it is typed. */
export interface TypedTime {
  readonly text: string;
  readonly unit: TimeUnit;
}

/** A rule as it stands in the form: what is typed, right or not. Numbers of all conditions stay while another one is chosen. */
export interface RuleValues {
  readonly id: string;
  readonly enabled: boolean;
  readonly name: string;
  readonly scope: Rule['scope']['kind'];
  readonly scopeName: string;
  readonly condition: RuleCondition['kind'];
  readonly percent: string;
  readonly memory: string;
  readonly memoryUnit: MemoryUnit;
  readonly count: string;
  readonly time: TypedTime;
  readonly notify: boolean;
  readonly recover: boolean;
  readonly maxRestarts: string;
  readonly within: TypedTime;
  readonly firstDelay: TypedTime;
}

export type RuleField = 'name' | 'scopeName' | 'percent' | 'memory' | 'count' | 'time' | 'maxRestarts' | 'within' | 'firstDelay';
/** What is wrong, by field; '' is of the whole rule. */
export type RuleProblems = Readonly<Partial<Record<RuleField | '', string>>>;

const suggestedRecovery = { maxRestarts: 3, withinSeconds: 600, firstDelaySeconds: 5 } as const;

export function newRuleValues(id: string): RuleValues {
  return toValues({
    id,
    name: '',
    enabled: true,
    scope: { kind: 'all' },
    condition: { kind: 'cpuOver', percent: 95, forSeconds: 120 },
    notify: true,
    recovery: null,
  });
}

export function toValues(rule: Rule): RuleValues {
  const { condition, scope } = rule;
  const bytes = condition.kind === 'memoryOverBytes' ? condition.bytes : 8 * bytesOf.GiB;
  const memoryUnit: MemoryUnit = bytes % bytesOf.GiB === 0 ? 'GiB' : 'MiB';
  const recovery = rule.recovery ?? suggestedRecovery;
  return {
    id: rule.id,
    enabled: rule.enabled,
    name: rule.name,
    scope: scope.kind,
    scopeName: scope.kind === 'all' ? '' : scope.kind === 'project' ? scope.project : scope.name,
    condition: condition.kind,
    percent: String('percent' in condition ? condition.percent : 95),
    memory: String(Number((bytes / bytesOf[memoryUnit]).toFixed(3))),
    memoryUnit,
    count: String(condition.kind === 'restartsOver' ? condition.count : 3),
    time: typed(condition.kind === 'restartsOver' ? condition.withinSeconds : condition.forSeconds),
    notify: rule.notify,
    recover: rule.recovery !== null,
    maxRestarts: String(recovery.maxRestarts),
    within: typed(recovery.withinSeconds),
    firstDelay: typed(recovery.firstDelaySeconds),
  };
}

/** In the largest unit that is whole: 120 is '2 min'. */
export function typed(seconds: number): TypedTime {
  const unit = seconds > 0 && seconds % 3_600 === 0 ? 'h' : seconds > 0 && seconds % 60 === 0 ? 'min' : 's';
  return { text: String(seconds / secondsOf[unit]), unit };
}

const numberOf = (text: string): number => (/^\d+([.,]\d+)?$/.test(text.trim()) ? Number(text.trim().replace(',', '.')) : Number.NaN);
const seconds = ({ text, unit }: TypedTime): number => Math.round(numberOf(text) * secondsOf[unit]);

export type RuleResult = { readonly rule: Rule; readonly problems: null } | { readonly rule: null; readonly problems: RuleProblems };

/** The rule that the form asks for, or what is wrong at which field. */
export function toRule(values: RuleValues): RuleResult {
  const parsed = ruleSchema.safeParse({
    id: values.id,
    name: values.name,
    enabled: values.enabled,
    scope: scopeOf(values),
    condition: conditionOf(values),
    notify: values.notify,
    recovery: values.recover
      ? { maxRestarts: numberOf(values.maxRestarts), withinSeconds: seconds(values.within), firstDelaySeconds: seconds(values.firstDelay) }
      : null,
  });
  if (parsed.success) return { rule: parsed.data, problems: null };
  const problems: Partial<Record<RuleField | '', string>> = {};
  for (const issue of parsed.error.issues) {
    const field = fieldAt(issue.path.map(String).join('.'));
    problems[field] ??= field === '' ? issue.message : words[field];
  }
  return { rule: null, problems };
}

function scopeOf({ scope, scopeName }: RuleValues): Rule['scope'] {
  const name = scopeName.trim();
  if (scope === 'all') return { kind: 'all' };
  return scope === 'project' ? { kind: 'project', project: name } : { kind: 'container', name };
}

function conditionOf({ condition, percent, memory, memoryUnit, count, time }: RuleValues): RuleCondition {
  const forSeconds = seconds(time);
  switch (condition) {
    case 'cpuOver':
    case 'memoryOverPercent':
      return { kind: condition, percent: numberOf(percent), forSeconds };
    case 'memoryOverBytes':
      return { kind: condition, bytes: Math.round(numberOf(memory) * bytesOf[memoryUnit]), forSeconds };
    case 'restartsOver':
      return { kind: condition, count: numberOf(count), withinSeconds: forSeconds };
    default:
      return { kind: condition, forSeconds };
  }
}

const words: Record<RuleField, string> = {
  name: 'Give it a name of at most 100 characters',
  scopeName: 'Say which one, as it is called in the list',
  percent: 'A number of per cent from 1; of a limit at most 100',
  memory: 'A number above 0, such as 512 or 1.5',
  count: 'A whole number from 1 to 1000',
  time: 'From 1 s to 24 h',
  maxRestarts: 'A whole number from 1 to 20',
  within: 'From 10 s to 24 h',
  firstDelay: 'From 0 s to 1 h',
};

/** Where a path of the rule, as the schema or the core names it, stands in the form. */
export function fieldAt(path: string): RuleField | '' {
  if (path === 'name') return 'name';
  if (path.startsWith('scope')) return 'scopeName';
  if (path.endsWith('percent')) return 'percent';
  if (path.endsWith('bytes')) return 'memory';
  if (path.endsWith('count')) return 'count';
  if (path.endsWith('maxRestarts')) return 'maxRestarts';
  if (path === 'recovery.withinSeconds') return 'within';
  if (path.endsWith('firstDelaySeconds')) return 'firstDelay';
  return path.endsWith('Seconds') ? 'time' : '';
}
