import type { Failure } from '../../src-shared/failure.ts';
import type { OperationKind } from '../../src-shared/model.ts';
import { hideSecrets } from '../lib/redact.ts';
import type { EngineAddress } from './address.ts';
import { errorFacts, toFailure } from './problems.ts';

export interface Action {
  readonly kind: OperationKind;
  /** What the user calls the container (for prune: the host). */
  readonly name: string;
  /** What was asked for, where the kind needs it: the new name, the signal. */
  readonly value?: string;
}

const diskFull = /no space left on device/i;

/**
 * What the engine's refusal means and what to do, by patterns in its own words; the first that fits is taken. `$1` is
 * the pattern's first group, `NAME` the container, `VALUE` what was asked for. Seen on Engine 20.10; later engines and
 * Podman say the same in other words, which the looser alternatives catch.
 */
const sentences: readonly (readonly [RegExp, string])[] = [
  [/is already paused/i, 'NAME is already paused. Unpause it to let it go on.'],
  [/is not paused/i, 'NAME is not paused, so there is nothing to unpause.'],
  [/cannot start a paused container/i, 'NAME is paused, not stopped. Unpause it instead.'],
  [
    /marked for removal|removal of container .* is already in progress|is being removed/i,
    'NAME is being removed by somebody else. It leaves the list by itself.',
  ],
  [
    /cannot remove a (?:running|paused|restarting) container|container is (?:running|paused): stop/i,
    'NAME is still running. Stop it first, or remove it by force.',
  ],
  [/already in use by container|name .* is (?:already )?in use/i, 'The name VALUE is taken by another container. Choose another.'],
  [/same name as its current name/i, 'NAME already has that name. Choose another.'],
  [/invalid container name/i, 'The engine does not take VALUE as a name. Use letters, digits, dots, dashes and underscores.'],
  [/invalid signal|does not support signal/i, 'The engine does not know the signal VALUE. Choose another.'],
  [
    /(?:bind for|listen tcp4?|listen udp4?) \S*?:(\d+)(?: failed)?: ?(?:port is already allocated|bind: address already in use)/i,
    'NAME can’t start: port $1 is taken. Stop what uses it, or publish another port.',
  ],
  [
    /port is already allocated|address already in use/i,
    'NAME can’t start: a port it publishes is taken. Stop what uses it, or publish another port.',
  ],
  [
    /exec: "([^"]{1,200})":.*(?:executable file not found|no such file or directory)/i,
    'NAME can’t start: its image has no command “$1”. Correct the command and create the container again.',
  ],
  [/exec: "([^"]{1,200})":.*permission denied/i, 'NAME can’t start: “$1” may not be executed. Correct its permissions in the image.'],
  [/bind source path does not exist: (.{1,200})/i, 'NAME can’t start: the folder $1 is missing on the host. Create it and start again.'],
  [/network (\S{1,200}) not found/i, 'NAME can’t start: its network $1 is gone. Create the network, or the container, again.'],
  [/unable to find user (\S{1,100}?):/i, 'NAME can’t start: its image has no user “$1”. Correct the user and create the container again.'],
  [diskFull, 'The engine’s disk is full. Free some space, then try again.'],
  [/is not running/i, 'NAME is not running. Start it first.'],
  [/no such container|no container with (?:name or )?id/i, 'No such container any more: NAME was removed meanwhile.'],
];

/** The Failure of an action that the engine refused, or that never reached it. */
export function actionFailure(action: Action, error: unknown, address: EngineAddress): Failure {
  const facts = errorFacts(error);
  if (facts.code === 'DEADLINE') {
    return toFailure(
      error,
      address,
      `The engine has not answered in time. ${action.name} may still be ${pastWords[action.kind]}; what it shows is what it is.`,
    );
  }
  if (facts.code === 'ECONNRESET' || facts.code === 'EPIPE') {
    return toFailure(
      error,
      address,
      `The engine closed the connection before it answered. ${action.name} may still be ${pastWords[action.kind]}; look at it once the engine is back.`,
    );
  }
  if (facts.statusCode === null) return toFailure(error, address);
  const words = engineWords(error);
  for (const [pattern, sentence] of sentences) {
    const match = pattern.exec(words);
    if (match) return aboutContainer(toFailure(error, address, fill(sentence, action, match[1] ?? '')), pattern);
  }
  if (facts.statusCode === 404)
    return toFailure(error, address, fill('No such container any more: NAME was removed meanwhile.', action, ''));
  return toFailure(
    error,
    address,
    `${action.name} could not be ${pastWords[action.kind]}: ${reason(words, facts.statusCode)}. Look at the engine’s log if this is not clear.`,
  );
}

/** The engine answers with 500 for much that only concerns the container; whoever judges the engine by it must know. */
function aboutContainer(failure: Failure, pattern: RegExp): Failure {
  return pattern === diskFull ? failure : { ...failure, details: { ...failure.details, about: 'container' } };
}

const pastWords: Readonly<Record<OperationKind, string>> = {
  start: 'started',
  stop: 'stopped',
  restart: 'restarted',
  kill: 'killed',
  pause: 'paused',
  unpause: 'unpaused',
  rename: 'renamed',
  remove: 'removed',
  prune: 'cleared of stopped containers',
  create: 'created',
  pull: 'pulled',
  updateCode: 'updated',
  update: 'updated',
  delete: 'deleted',
  undoDelete: 'brought back',
  ensureRunning: 'kept running',
  restartGracefully: 'restarted',
};

/** Replaced by functions: what the engine or the user wrote may hold `$&`. */
function fill(sentence: string, action: Action, group: string): string {
  return sentence.replace(/NAME|VALUE|\$1/g, (mark) => {
    if (mark === 'NAME') return action.name;
    return mark === 'VALUE' ? (action.value ?? 'given') : group;
  });
}

/** The engine's whole message without secrets (errorFacts cuts it, and with a long container name the cause stands last). */
export function engineWords(error: unknown): string {
  const json = typeof error === 'object' && error !== null && 'json' in error ? error.json : null;
  const text = typeof json === 'object' && json !== null && 'message' in json ? json.message : null;
  return typeof text === 'string' ? hideSecrets(text.trim().slice(0, 16_384)) : '';
}

function reason(words: string, statusCode: number): string {
  if (words === '') return `the engine answered with status ${statusCode}`;
  const short = words.length > 300 ? `…${words.slice(-300)}` : words;
  return `the engine says “${short.replace(/\.$/, '')}”`;
}
