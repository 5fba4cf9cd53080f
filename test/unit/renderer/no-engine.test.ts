import { describe, expect, test } from 'vitest';
import { adviceFor, engineView, outcomeWords, sourceWords } from '../../../src-renderer/views/states/no-engine.ts';
import type { Attempt, Discovery } from '../../../src-shared/discovery.ts';
import type { Host, ProblemKind } from '../../../src-shared/model.ts';

function attempt(kind: ProblemKind, label = '/run/docker.sock'): Attempt {
  return { address: `unix://${label}`, label, outcome: { state: 'failed', problem: { kind, message: `Problem ${kind}.` } } };
}

function discovery(kinds: readonly ProblemKind[], facts: Partial<Discovery> = {}): Discovery {
  return { source: 'usual', sourceText: null, attempts: kinds.map((kind) => attempt(kind)), atMs: 0, complete: true, ...facts };
}

describe('without an engine the window says what is wrong and what to do', () => {
  test.each([
    [['socketMissing', 'permissionDenied', 'refused'], 'Docker is running, but you may not use it', 'sudo usermod -aG docker $USER'],
    [['socketMissing', 'refused'], 'Docker is not running', 'sudo systemctl start docker'],
    [['stoppedOnPurpose', 'socketMissing'], 'Docker is stopped', 'sudo systemctl start docker'],
    [['socketMissing', 'socketMissing'], 'No container engine is installed', 'sudo apt install docker.io'],
    [['notAnswering'], 'Docker does not answer', 'journalctl -u docker -n 50'],
    [['tooOld'], 'The engine is too old', null],
    [[], 'No container engine is installed', 'sudo apt install docker.io'],
  ] as const)('%j: %s', (kinds, title, command) => {
    const advice = adviceFor(discovery(kinds), 'linux');
    expect([advice.title, advice.command]).toEqual([title, command]);
  });

  test('the docker group comes with its risk', () => {
    expect(adviceFor(discovery(['permissionDenied']), 'linux').risk).toContain('root');
    expect(adviceFor(discovery(['permissionDenied']), 'mac').command).toBeNull();
  });

  test('a malformed DOCKER_HOST is named, and where it can be corrected', () => {
    const advice = adviceFor(discovery(['malformedAddress'], { source: 'dockerHost', sourceText: 'tcp//x' }), 'linux');
    expect(advice.title).toBe('DOCKER_HOST is not an address');
    expect(advice.text).toContain('Problem malformedAddress.');
    expect(advice.text).toContain('start Quarterdeck again');
  });

  test('an address of the settings where nothing is does not mean that nothing is installed', () => {
    const advice = adviceFor(discovery(['socketMissing'], { source: 'settings', sourceText: 'unix:///x.sock' }), 'linux');
    expect(advice.title).toBe('There is no engine at that address');
    expect(advice.text).toContain('unix:///x.sock');
  });

  test('each attempt says what became of it, and the list where it came from', () => {
    expect(outcomeWords(attempt('refused'))).toBe('Refused: nothing listens');
    expect(outcomeWords({ ...attempt('other'), outcome: { state: 'answered' } })).toBe('Answers');
    expect(sourceWords(discovery([], { source: 'context', sourceText: 'colima' })).code).toBe('colima');
  });
});

describe('what the window shows', () => {
  const host = (facts: Partial<Host>): ReadonlyMap<string, Host> =>
    new Map([
      [
        'local',
        {
          id: 'local',
          name: 'This machine',
          address: 'unix:///run/docker.sock',
          demo: false,
          engine: null,
          capabilities: { actions: true, logs: true, exec: true, flow: true, samples: 'api' },
          status: { state: 'connecting', sinceMs: 0 },
          circuit: { state: 'closed' },
          lastSeenAtMs: null,
          ...facts,
        },
      ],
    ]);
  const engine = {
    name: 'Docker Engine',
    version: '29',
    apiVersion: '1.52',
    operatingSystem: '',
    cpuCount: 1,
    memoryBytes: 1,
    rootless: false,
  };
  const refused = { state: 'reconnecting', sinceMs: 0, nextTryAtMs: null, problem: { kind: 'refused', message: '' } } as const;

  test('nothing is claimed before the first snapshot, nor while the first round runs', () => {
    expect(engineView('loading', new Map(), null)).toBe('loading');
    expect(engineView('live', new Map(), discovery(['refused'], { complete: false }))).toBe('loading');
    expect(engineView('live', host({}), discovery([]))).toBe('loading');
  });

  test('no engine once all has been tried, also where a host is known that never answered', () => {
    expect(engineView('live', new Map(), discovery(['refused']))).toBe('noEngine');
    expect(engineView('live', host({ status: refused }), discovery(['refused']))).toBe('noEngine');
  });

  test('an engine that answered once stays in view when it is lost', () => {
    expect(engineView('live', host({ engine, status: refused }), null)).toBe('ready');
  });
});
