import { calendarDaysBetween, formatClock, formatDate, formatDuration, formatMemoryLimit } from '../../../../src-shared/format.ts';
import type { Rule, RuleCondition, RuleTrial } from '../../../../src-shared/rules.ts';
import { displayText } from '../../../components/display-text.ts';

/** What a kind of condition is called in the form. */
export const conditionNames: Record<RuleCondition['kind'], string> = {
  cpuOver: 'CPU over',
  memoryOverPercent: 'Memory over, of its limit',
  memoryOverBytes: 'Memory over, in all',
  unhealthy: 'Unhealthy',
  restartsOver: 'Restarts over',
  notRunning: 'Not running',
  flowNotAnswering: 'Flow socket does not answer',
  flowNotConnected: 'Runs, but its flow socket is not connected',
};

const duration = (seconds: number): string => formatDuration(seconds * 1_000);

/** 'CPU over 95 % for 2 min' */
export function conditionWords(condition: RuleCondition): string {
  switch (condition.kind) {
    case 'cpuOver':
      return `CPU over ${condition.percent}\u00a0% of a core for ${duration(condition.forSeconds)}`;
    case 'memoryOverPercent':
      return `Memory over ${condition.percent}\u00a0% of its limit for ${duration(condition.forSeconds)}`;
    case 'memoryOverBytes':
      return `Memory over ${formatMemoryLimit(condition.bytes)} for ${duration(condition.forSeconds)}`;
    case 'unhealthy':
      return `Unhealthy for ${duration(condition.forSeconds)}`;
    case 'restartsOver':
      return `More than ${condition.count} ${condition.count === 1 ? 'restart' : 'restarts'} in ${duration(condition.withinSeconds)}`;
    case 'notRunning':
      return `Not running for ${duration(condition.forSeconds)}, unasked`;
    case 'flowNotAnswering':
      return `Does not answer on its flow socket for ${duration(condition.forSeconds)}`;
    case 'flowNotConnected':
      return `Runs without its flow socket connected for ${duration(condition.forSeconds)}`;
  }
}

export function scopeWords(scope: Rule['scope']): string {
  switch (scope.kind) {
    case 'all':
      return 'all containers';
    case 'project':
      return `project ${displayText(scope.project)}`;
    case 'container':
      return displayText(scope.name);
  }
}

/** What it does: 'is told', 'is restarted at most 3 times in 10 min'. */
export function actionWords({ notify, recovery }: Pick<Rule, 'notify' | 'recovery'>): string {
  const told = notify ? 'told' : 'listed';
  if (recovery === null) return told;
  const times = recovery.maxRestarts === 1 ? 'once' : `at most ${recovery.maxRestarts} times`;
  return `${told}, restarted ${times} in ${duration(recovery.withinSeconds)}`;
}

/** 'CPU over 95 % of a core for 2 min · all containers · told' */
export function ruleWords(rule: Rule): string {
  return [conditionWords(rule.condition), scopeWords(rule.scope), actionWords(rule)].join(' · ');
}

/** What a trial found, in one sentence. */
export function trialWords({ containers, sinceMs, notTriable, breaches }: RuleTrial, nowMs: number): string {
  if (notTriable !== null) return notTriable;
  if (containers === 0) return 'No container is in its scope now.';
  const over = containers === 1 ? 'one container' : `${containers} containers`;
  if (sinceMs === null) return `Nothing is kept yet of ${over}. Try again in a minute.`;
  const since = `since ${whenWords(sinceMs, nowMs)}, over ${over}`;
  if (breaches.length === 0) return `It would not have been breached ${since}.`;
  const who = new Set(breaches.map((it) => `${it.hostId}/${it.containerId}`)).size;
  const times = breaches.length === 1 ? 'once' : breaches.length === 2 ? 'twice' : `${breaches.length} times`;
  return `It would have been breached ${times} ${since}${who > 1 ? `, by ${who} of them` : ''}.`;
}

/** '14:32:07 to 14:34:10, 2 min 3 s', '14:32:07 until now' */
export function breachWords({ fromMs, untilMs }: RuleTrial['breaches'][number], nowMs: number): string {
  const from = whenWords(fromMs, nowMs);
  return untilMs === null ? `${from} until now` : `${from} to ${formatClock(untilMs)}, ${formatDuration(untilMs - fromMs)}`;
}

function whenWords(atMs: number, nowMs: number): string {
  return calendarDaysBetween(atMs, nowMs) === 0 ? formatClock(atMs) : `${formatDate(atMs)} ${formatClock(atMs)}`;
}
