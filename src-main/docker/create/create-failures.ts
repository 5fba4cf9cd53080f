import type { ContainerConfig } from '../../../src-shared/container-config.ts';
import { type Failure, makeFailure } from '../../../src-shared/failure.ts';
import { fieldDetails } from '../../../src-shared/field-problems.ts';
import { actionFailure, engineWords } from '../action-failures.ts';
import type { EngineAddress } from '../address.ts';
import { errorFacts, toFailure } from '../problems.ts';

/** What is known of a create that failed, beside the engine's words. */
export interface CreateFacts {
  readonly config: ContainerConfig;
  readonly address: EngineAddress;
  /** Who has a port of the host, in words; null where nobody knows. */
  portOwner(port: number): string | null;
}

interface Meaning {
  readonly pattern: RegExp;
  /** The field that it concerns, as a path in the configuration; '' where it is none of them. */
  field(config: ContainerConfig, group: string): string;
  say(group: string, facts: CreateFacts): string;
}

const always = (path: string) => () => path;

/** What the engine's refusals mean, the first that fits. Seen on Engine 20.10; the looser alternatives are those of later ones. */
const meanings: readonly Meaning[] = [
  {
    pattern: /container name "?\/?([^" ]*)"? is already in use|name .* is (?:already )?in use/i,
    field: always('name'),
    say: (_, { config }) => `The name ${config.name ?? 'given'} is taken by another container. Choose another.`,
  },
  {
    pattern:
      /(?:bind for|listen tcp4?|listen udp4?|failed to bind host port(?: for)?) (?:\[[^\]]*\]|[^\s:]*):(\d+)(?=[\s:/]).*(?:already allocated|already in use)/i,
    field: (config, port) => indexed('ports', config.ports, (it) => it.hostPort === Number(port), 'hostPort'),
    say: (port, facts) =>
      `Port ${port} is taken by ${facts.portOwner(Number(port)) ?? 'another program'}. Publish another port, or stop what has it.`,
  },
  {
    pattern: /port is already allocated|bind: address already in use|failed to bind host port/i,
    field: always('ports'),
    say: () => 'A port that it publishes is taken. Publish another, or stop what has it.',
  },
  {
    pattern: /listen (?:tcp|udp)\S* \S*?:(\d+): bind: cannot assign requested address/i,
    field: (config, port) => indexed('ports', config.ports, (it) => it.hostPort === Number(port), 'hostAddress'),
    say: (port) => `Port ${port} is published at an address that the host does not have. Correct the address, or leave it out.`,
  },
  {
    pattern: /bind source path does not exist: ?(.{1,200})/i,
    field: (config, path) => indexed('volumes', config.volumes, (it) => it.source === path.trim().replace(/\.$/, ''), 'source'),
    say: (path) => `The folder ${path.trim()} is not there on the host. Create it, or choose another.`,
  },
  {
    pattern: /duplicate mount point:? ?(\S{0,200})/i,
    field: always('volumes'),
    say: (path) => `${path} is mounted twice. Leave one out.`,
  },
  {
    pattern:
      /invalid mount config|invalid volume spec|error mounting "([^"]{0,200})"|error while mounting volume|mount path must be absolute/i,
    field: (config, source) => indexed('volumes', config.volumes, (it) => source !== '' && it.source === source, 'target'),
    say: (source) => `${source === '' ? 'A volume' : source} can’t be mounted there. Check that both are folders, or both files.`,
  },
  {
    pattern: /network (\S{1,255}) not found|could not find (?:a |the )?network (\S{1,255})/i,
    field: (config, name) => indexed('networks', config.networks, (it) => it.name === name, 'name'),
    say: (name) => `There is no network ${name} on this host. Choose another, or create it.`,
  },
  {
    pattern: /no available (?:ipv4 )?addresses|no available network/i,
    field: always('networks'),
    say: () => 'The network has no address left. Choose another network.',
  },
  {
    pattern: /address already in use/i,
    field: addressField,
    say: () => 'Its fixed address is in use by another container of the network. Choose another, or none.',
  },
  {
    pattern:
      /invalid address|does not belong to any of this network|no configured subnet|user[- ](?:specified|configured) (?:ip address|subnet)/i,
    field: addressField,
    say: () => 'Its network can’t give it that fixed address. Choose one in the network’s subnet, or none.',
  },
  {
    pattern: /network-scoped alias(?:es)? (?:is|are) supported only/i,
    field: (config) => indexed('networks', config.networks, (it) => it.aliases.length > 0, 'aliases'),
    say: () => 'The engine’s own networks take no aliases. Use a network of your own, or leave the aliases out.',
  },
  {
    pattern:
      /conflicting options: (?!.*port)|container cannot be (?:dis)?connected (?:to|from) (?:host|network|multiple)|container sharing network namespace|cannot attach both/i,
    field: always('networks'),
    say: () => 'These networks can’t be joined together. host and none stand alone.',
  },
  {
    pattern: /range of cpus is from \S+ to ([\d.]+)/i,
    field: always('cpuLimit'),
    say: (cores) => `The host has ${Number(cores)} cores. Set a limit of no more than that.`,
  },
  {
    pattern: /minimum memory limit allowed is (\S+)|memory limit too low|exceeds? (?:the )?memory limit/i,
    field: always('memoryLimitBytes'),
    say: () => 'With this memory limit it can’t start. Give it more.',
  },
  {
    pattern: /exec: "([^"]{1,200})":.*(?:executable file not found|no such file or directory)/i,
    field: commandField,
    say: (command) => `The image has no command “${command}”. Correct the command.`,
  },
  {
    pattern: /exec: "([^"]{1,200})":.*(?:permission denied|is a directory)/i,
    field: commandField,
    say: (command) => `“${command}” may not be executed. Correct the command, or its permissions in the image.`,
  },
  { pattern: /no command specified/i, field: always('command'), say: () => 'The image names no command. Say what to run.' },
  {
    pattern: /unable to find (?:user|group) ([^\s:]{1,100})|invalid user/i,
    field: always('user'),
    say: (user) => `The image has no user or group “${user}”. Correct the user, or give a number.`,
  },
  {
    pattern: /working directory .* is invalid|chdir to cwd|cannot mkdir|mkdir .*: (?:file exists|not a directory)/i,
    field: always('workingDirectory'),
    say: () => 'The working directory can’t be used: it is no folder, or not the user’s. Choose another.',
  },
  {
    pattern: /no space left on device/i,
    field: always(''),
    say: () => 'The engine’s disk is full. Free some space (docker system prune removes what nobody uses), then try again.',
  },
];

/** The Failure of a create or of the start after it: a sentence, and the field that it concerns where it is one. */
export function createFailure(error: unknown, step: 'create' | 'start', facts: CreateFacts): Failure {
  const { config, address } = facts;
  const words = errorFacts(error).statusCode === null ? '' : engineWords(error);
  for (const { pattern, field, say } of words === '' ? [] : meanings) {
    const match = pattern.exec(words);
    if (!match) continue;
    const group = match[1] ?? match[2] ?? '';
    const sentence = say(group, facts);
    return withField(toFailure(error, address, sentence), field(config, group), sentence);
  }
  return actionFailure({ kind: step, name: config.name ?? config.image }, error, address);
}

/** A Failure that a form shows at the field `path` of the configuration ('' at none). */
export function withField(failure: Failure, path: string, message: string): Failure {
  if (path === '') return failure;
  const details = { ...failure.details, ...fieldDetails([[`config.${path}`, message]]) };
  return { ...makeFailure(failure.kind, failure.message, details), atMs: failure.atMs };
}

function commandField(config: ContainerConfig): string {
  return config.entrypoint === null ? 'command' : 'entrypoint';
}

function addressField(config: ContainerConfig): string {
  return indexed('networks', config.networks, (it) => it.address !== null, 'address');
}

/** `list.3.field` of the first entry that fits; the list where none does. */
function indexed<T>(list: string, entries: readonly T[], fits: (entry: T) => boolean, field: string): string {
  const index = entries.findIndex(fits);
  return index < 0 ? list : `${list}.${index}.${field}`;
}
