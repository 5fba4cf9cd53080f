import { isDeepStrictEqual } from 'node:util';
import { formatMemoryLimit } from '../../../src-shared/format.ts';
import { hidden as hiddenWord, redactText, redactWords, secretKey } from '../../lib/redact.ts';
import { hidden } from '../raw-json.ts';
import { joinWords } from '../shell-words.ts';
import type { Effective } from './effective.ts';
import type { Healthcheck, HostConfig } from './inspected.ts';

export interface PreviewChange {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

const textLimit = 500;
const none = 'none';

/** What differs between a container and the one that takes its place, in the order of the form; values of variables are hidden. Pure. */
export function previewChanges(before: Effective, after: Effective): PreviewChange[] {
  const then = factsOf(before);
  const now = factsOf(after);
  const fields = [...new Set([...then.keys(), ...now.keys()])];
  const changes = fields.flatMap((field): PreviewChange[] => {
    const [old, fresh] = [then.get(field), now.get(field)];
    if (old?.compare === fresh?.compare) return [];
    const same = old?.shown === fresh?.shown;
    return [{ field, before: cut(old?.shown ?? none), after: cut(`${fresh?.shown ?? none}${same ? ' (another value)' : ''}`) }];
  });
  return [...imageChange(before, after), ...changes];
}

/** One name may stand for another image than before. An image that is not here has no id yet. */
function imageChange(before: Effective, after: Effective): PreviewChange[] {
  if (before.image === after.image && (before.imageId === after.imageId || after.imageId === '')) return [];
  if (before.image !== after.image) return [{ field: 'Image', before: before.image, after: after.image }];
  return [
    { field: 'Image', before: `${before.image} (${shortImage(before.imageId)})`, after: `${after.image} (${shortImage(after.imageId)})` },
  ];
}

interface Fact {
  readonly shown: string;
  readonly compare: string;
}

function factsOf({ config, host, networks }: Effective): Map<string, Fact> {
  const facts = new Map<string, Fact>();
  const add = (field: string, shown: string, compare = shown) => {
    if (shown !== '') facts.set(field, { shown, compare });
  };
  add('Command', commandWords(config.Cmd ?? []), JSON.stringify(config.Cmd ?? []));
  add('Entrypoint', commandWords(config.Entrypoint ?? []), JSON.stringify(config.Entrypoint ?? []));
  add('Working directory', config.WorkingDir);
  add('User', config.User);
  for (const entry of config.Env ?? []) add(`Variable ${entry.split('=')[0]}`, hidden, entry);
  for (const bind of host.Binds ?? []) add(`Volume at ${bind.split(':')[1] ?? bind}`, bind);
  for (const mount of host.Mounts ?? [])
    add(`Volume at ${mount.Target}`, `${mount.Source || mount.Type}:${mount.Target}${mount.ReadOnly ? ':ro' : ''}`);
  for (const [port, bindings] of Object.entries(host.PortBindings ?? {}))
    add(`Port ${port}`, (bindings ?? []).map((it) => `${it.HostIp ? `${it.HostIp}:` : ''}${it.HostPort || 'any'}`).join(', '));
  for (const [name, words] of Object.entries(networks)) add(`Network ${name}`, words);
  add('Restart policy', restartWords(host));
  add('CPU limit', cpuWords(host));
  add('Memory limit', host.Memory ? formatMemoryLimit(host.Memory) : '', String(host.Memory ?? 0));
  for (const [name, value] of Object.entries(config.Labels ?? {}))
    add(`Label ${name}`, secretKey.test(name) ? hidden : redactText(value) || '(empty)', value);
  add('Health check', healthWords(config.Healthcheck), JSON.stringify(config.Healthcheck ?? null));
  add('Stop signal', config.StopSignal);
  return facts;
}

/** As it would be typed, without secrets: those are told from each other word by word, before quotes stand between them. */
function commandWords(words: readonly string[]): string {
  return joinWords(redactWords(words)).replaceAll(`'${hiddenWord}'`, hiddenWord);
}

function restartWords({ RestartPolicy: policy }: HostConfig): string {
  const name = policy?.Name || 'no';
  return name === 'on-failure' && policy?.MaximumRetryCount ? `${name}, at most ${policy.MaximumRetryCount} times` : name;
}

function cpuWords(host: HostConfig): string {
  if (host.NanoCpus) return `${host.NanoCpus / 1e9} cores`;
  return host.CpuQuota && host.CpuQuota > 0 ? `${host.CpuQuota / (host.CpuPeriod || 100_000)} cores` : '';
}

function healthWords(check: Healthcheck | null | undefined): string {
  const [kind, ...command] = check?.Test ?? [];
  if (kind === undefined) return '';
  return isDeepStrictEqual(check?.Test, ['NONE']) ? 'switched off' : kind === 'CMD' ? commandWords(command) : redactText(command.join(' '));
}

function shortImage(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12);
}

function cut(text: string): string {
  return text.length > textLimit ? `${text.slice(0, textLimit - 1)}…` : text;
}
