import type { FormValues } from './form-values.ts';
import { withoutBlankRows } from './to-config.ts';

/** What a folded section holds, in short; '' where it holds nothing of its own. */
export const sectionWords = {
  process: ({ entrypoint, workingDirectory, user }: FormValues): string =>
    listed([entrypoint.trim() !== '' && 'entrypoint', workingDirectory.trim(), user.trim() !== '' && `user ${user.trim()}`]),
  networks: (values: FormValues): string =>
    listed(withoutBlankRows(values).networks.map((it) => [it.name.trim(), it.address.trim()].filter(Boolean).join(' '))),
  limits: (values: FormValues): string =>
    listed([
      values.restartPolicy !== 'no' && values.restartPolicy,
      values.cpuLimit.trim() !== '' && `${values.cpuLimit.trim()} ${values.cpuLimit.trim() === '1' ? 'core' : 'cores'}`,
      values.memoryLimit.trim() !== '' && `${values.memoryLimit.trim()}\u00a0${values.memoryUnit}`,
    ]),
  health: ({ healthCommand }: FormValues): string => healthCommand.trim(),
  labels: (values: FormValues): string => counted(withoutBlankRows(values).labels.length, 'label'),
} as const;

function listed(parts: readonly (string | false)[]): string {
  return parts.filter(Boolean).join(' · ');
}

function counted(count: number, noun: string): string {
  if (count === 0) return '';
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
