import { formatDuration, formatMemory, formatMemoryLimit, formatPercent } from '../../../src-shared/format.ts';
import type { RuleCondition } from '../../../src-shared/rules.ts';

/** 'CPU 121 % for 2 min': what is so, and how long. */
export function breachText(condition: RuleCondition, value: number | null, lastedMs: number): string {
  const lasted = formatDuration(lastedMs);
  switch (condition.kind) {
    case 'cpuOver':
      return `CPU ${formatPercent(value ?? condition.percent)} for ${lasted}`;
    case 'memoryOverPercent':
      return `Memory ${formatPercent(value ?? condition.percent)} of its limit for ${lasted}`;
    case 'memoryOverBytes':
      return `Memory ${formatMemory(value ?? condition.bytes)} for ${lasted}`;
    case 'unhealthy':
      return `Unhealthy for ${lasted}`;
    case 'restartsOver':
      return `${value ?? condition.count} restarts in ${formatDuration(condition.withinSeconds * 1_000)}`;
    case 'notRunning':
      return `Not running for ${lasted}`;
    case 'flowNotAnswering':
      return `No answer for ${lasted}`;
    case 'flowNotConnected':
      return `Runs, but not connected for ${lasted}`;
  }
}

/** 'CPU is back under 95 %'; `runs`: whether the container does. */
export function endText(condition: RuleCondition, runs: boolean): string {
  switch (condition.kind) {
    case 'notRunning':
      return runs ? 'Runs again' : 'Stopped';
    case 'restartsOver':
      return `At most ${condition.count} restarts in ${formatDuration(condition.withinSeconds * 1_000)} again`;
    case 'cpuOver':
      return runs ? `CPU is back under ${limit(condition.percent)}` : 'Runs no more';
    case 'memoryOverPercent':
      return runs ? `Memory is back under ${limit(condition.percent)} of its limit` : 'Runs no more';
    case 'memoryOverBytes':
      return runs ? `Memory is back under ${formatMemoryLimit(condition.bytes)}` : 'Runs no more';
    case 'unhealthy':
      return runs ? 'Healthy again' : 'Runs no more';
    case 'flowNotAnswering':
      return runs ? 'Answers again' : 'Runs no more';
    case 'flowNotConnected':
      return runs ? 'Connected again' : 'Runs no more';
  }
}

/** As it was typed: '95 %'. */
function limit(percent: number): string {
  return `${percent}\u00a0%`;
}
