import type { Attempt, Discovery } from '../../../src-shared/discovery.ts';
import type { Host, ProblemKind } from '../../../src-shared/model.ts';

export type Platform = 'linux' | 'mac' | 'windows';

/** What the window without an engine says and offers. */
export interface Advice {
  readonly title: string;
  readonly text: string;
  readonly command: string | null;
  /** What following the advice brings with it. */
  readonly risk: string | null;
}

/** The reason that says most, as there may be one for each address tried. */
const tellingFirst: readonly ProblemKind[] = [
  'malformedAddress',
  'permissionDenied',
  'tooOld',
  'stoppedOnPurpose',
  'notAnswering',
  'connectionLost',
  'notSupportedYet',
  'refused',
  'other',
  'socketMissing',
];

/** Attempts that failed, with those that say most first among equals' order. */
export function mostTelling(attempts: readonly Attempt[]): Attempt | null {
  const rank = ({ outcome }: Attempt) => (outcome.state === 'failed' ? tellingFirst.indexOf(outcome.problem.kind) : tellingFirst.length);
  return attempts.toSorted((one, other) => rank(one) - rank(other))[0] ?? null;
}

/** Whether an address was given by somebody; then that is what is wrong, and not that no engine is installed. */
function isGiven(discovery: Discovery): boolean {
  return discovery.source === 'settings' || discovery.source === 'dockerHost';
}

/** What is wrong and the one remedy, from what was tried. */
export function adviceFor(discovery: Discovery, platform: Platform): Advice {
  const attempt = mostTelling(discovery.attempts);
  const problem = attempt?.outcome.state === 'failed' ? attempt.outcome.problem : null;
  const where = discovery.source === 'settings' ? 'The address in the settings' : 'DOCKER_HOST';
  switch (problem?.kind) {
    case 'malformedAddress':
      return {
        title: `${where} is not an address`,
        text: `${problem.message} ${correctWords(discovery)}`,
        command: null,
        risk: null,
      };
    case 'permissionDenied':
      return permissionAdvice(attempt?.address ?? '', platform);
    case 'tooOld':
    case 'notSupportedYet':
    case 'other':
      return {
        title: problem.kind === 'tooOld' ? 'The engine is too old' : 'The engine can’t be used',
        text: problem.message,
        command: null,
        risk: null,
      };
    case 'stoppedOnPurpose':
      return {
        title: 'Docker is stopped',
        text: 'Somebody stopped it on purpose, and Quarterdeck does not wake it by itself. To start it:',
        command: startCommand(platform),
        risk: null,
      };
    case 'notAnswering':
    case 'connectionLost':
      return {
        title: 'Docker does not answer',
        text: 'Its socket takes connections, but nothing comes back. It may be starting, or stuck; its own log tells:',
        command: platform === 'linux' ? 'journalctl -u docker -n 50' : null,
        risk: null,
      };
    case 'refused':
      return {
        title: 'Docker is not running',
        text: 'Its socket is there, but nothing listens on it. To start it:',
        command: startCommand(platform),
        risk: null,
      };
    case 'socketMissing':
    case undefined:
      return isGiven(discovery) ? nothingThere(where, discovery) : notInstalled(platform);
  }
}

function permissionAdvice(address: string, platform: Platform): Advice {
  const title = 'Docker is running, but you may not use it';
  if (platform !== 'linux')
    return {
      title,
      text: `Your user may not open ${address}. Start Docker as this user, or ask who set it up.`,
      command: null,
      risk: null,
    };
  return {
    title,
    text: 'Its socket does not let your user in. Mostly it belongs to the group docker: add yourself, then log out and in again.',
    command: 'sudo usermod -aG docker $USER',
    risk: 'Members of this group can become root. Rootless Docker is the way without it.',
  };
}

function nothingThere(where: string, discovery: Discovery): Advice {
  return {
    title: 'There is no engine at that address',
    text: `${where} names ${discovery.sourceText ?? 'an address'}, and nothing is there. Start that engine, or set another address.`,
    command: null,
    risk: null,
  };
}

function notInstalled(platform: Platform): Advice {
  const title = 'No container engine is installed';
  const text = 'None of the usual places has one. Docker Engine, Docker Desktop, Podman, Colima and OrbStack all work.';
  switch (platform) {
    case 'linux':
      return { title, text: `${text} On Debian and Ubuntu:`, command: 'sudo apt install docker.io', risk: null };
    case 'mac':
      return { title, text: `${text} With Homebrew:`, command: 'brew install colima docker && colima start', risk: null };
    case 'windows':
      return { title, text: `${text} With winget:`, command: 'winget install Docker.DockerDesktop', risk: null };
  }
}

function startCommand(platform: Platform): string | null {
  switch (platform) {
    case 'linux':
      return 'sudo systemctl start docker';
    case 'mac':
      return 'open -a Docker';
    case 'windows':
      return null;
  }
}

/** A running program does not see a variable that is changed elsewhere. */
function correctWords({ source }: Discovery): string {
  if (source === 'settings') return 'Correct it in the settings.';
  return 'Correct it where it is set and start Quarterdeck again, or set an address here, which goes before it.';
}

/** What became of one attempt, in two or three words. */
export function outcomeWords({ outcome }: Attempt): string {
  if (outcome.state === 'answered') return 'Answers';
  switch (outcome.problem.kind) {
    case 'socketMissing':
      return 'Not there';
    case 'refused':
      return 'Refused: nothing listens';
    case 'permissionDenied':
      return 'Permission denied';
    case 'notAnswering':
      return 'Does not answer';
    case 'stoppedOnPurpose':
      return 'Stopped on purpose';
    case 'malformedAddress':
      return 'Not an address';
    case 'notSupportedYet':
      return 'Not supported yet';
    case 'tooOld':
      return 'Too old';
    case 'connectionLost':
      return 'Connection lost';
    case 'other':
      return 'Failed';
  }
}

/** Where the addresses came from, as the last line says it. */
export function sourceWords({ source, sourceText }: Discovery): { readonly before: string; readonly code: string; readonly after: string } {
  switch (source) {
    case 'settings':
      return { before: 'The address is from the settings', code: '', after: '.' };
    case 'dockerHost':
      return { before: '', code: 'DOCKER_HOST', after: ' is set, so nothing else was tried.' };
    case 'context':
      return { before: 'The address is from the Docker context ', code: sourceText ?? '', after: '.' };
    case 'usual':
    case 'demo':
      return { before: '', code: 'DOCKER_HOST', after: ' is not set, so these usual places were tried.' };
  }
}

export type EngineView = 'loading' | 'noEngine' | 'ready';

/** Whether there is anything to show: an engine that has answered once stays in view when it is lost. */
export function engineView(connection: 'loading' | 'live', hosts: ReadonlyMap<string, Host>, discovery: Discovery | null): EngineView {
  if (connection === 'loading') return 'loading';
  if ([...hosts.values()].some((host) => host.engine !== null)) return 'ready';
  const connecting = [...hosts.values()].some((host) => host.status.state === 'connecting');
  if (connecting || discovery === null || !discovery.complete) return 'loading';
  return 'noEngine';
}
