import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../../src-main/docker/address.ts';
import { createFailure } from '../../../src-main/docker/create/create-failures.ts';
import { emptyContainerConfig } from '../../../src-shared/container-config.ts';
import { makeFailure } from '../../../src-shared/failure.ts';
import { fieldDetails, fieldProblems } from '../../../src-shared/field-problems.ts';

const parsed = parseAddress('unix:///run/docker.sock');
if (!parsed.ok) throw new Error(parsed.problem.message);
const { address } = parsed;

const config = {
  ...emptyContainerConfig,
  image: 'app:1',
  name: 'web',
  ports: [8080, 8081].map((hostPort) => ({ containerPort: 80, protocol: 'tcp' as const, hostPort, hostAddress: null })),
  volumes: [{ source: '/code', target: '/app', readOnly: false }],
  networks: [{ name: 'front', aliases: [], address: '10.0.0.9' }],
};

/** An error as docker-modem makes it of the engine's answer. */
function refused(message: string, statusCode = 500): Error {
  return Object.assign(new Error(message), { statusCode, json: { message } });
}

describe('what engines say of a container that can’t be created', () => {
  const prefix = 'driver failed programming external connectivity on endpoint web (abc): ';
  it.each([
    [`${prefix}Bind for 0.0.0.0:8081 failed: port is already allocated`, 'ports.1.hostPort', /^Port 8081 is taken by the container other/],
    [
      `${prefix}Error starting userland proxy: listen tcp4 0.0.0.0:8080: bind: address already in use`,
      'ports.0.hostPort',
      /^Port 8080 is taken/,
    ],
    [
      `failed to set up container networking: ${prefix}failed to bind host port for 0.0.0.0:8080:172.17.0.2:80/tcp: address already in use`,
      'ports.0.hostPort',
      /^Port 8080 is taken/,
    ],
    [
      `failed to set up container networking: ${prefix}failed to bind host port 0.0.0.0:8080/tcp: address already in use`,
      'ports.0.hostPort',
      /^Port 8080 is taken/,
    ],
    [
      `${prefix}listen tcp4 9.9.9.9:8080: bind: cannot assign requested address`,
      'ports.0.hostAddress',
      /at an address that the host does not have/,
    ],
    ['invalid mount config for type "bind": bind source path does not exist: /code', 'volumes.0.source', /^The folder \/code is not there/],
    ['network front not found', 'networks.0.name', /^There is no network front/],
    ['failed to set up container networking: Address already in use', 'networks.0.address', /^Its fixed address is in use/],
    ['Minimum memory limit allowed is 6MB', 'memoryLimitBytes', /^With this memory limit/],
    ['container init was OOM-killed (memory limit too low?)', 'memoryLimitBytes', /^With this memory limit/],
    ['OCI runtime create failed: exec: "serve": executable file not found in $PATH: unknown', 'command', /no command “serve”/],
    ['Conflict. The container name "/web" is already in use by container "1"', 'name', /^The name web is taken/],
  ])('%s: is told at the field', (words, field, sentence) => {
    const failure = createFailure(refused(words), 'start', { config, address, portOwner: () => 'the container other' });
    expect(failure.message).toMatch(sentence);
    expect(fieldProblems(failure)).toEqual({ [`config.${field}`]: failure.message });
  });

  it('concerns no field where it is the engine’s own trouble', () => {
    const facts = { config, address, portOwner: () => null };
    const full = createFailure(refused('mkdir /var/lib/docker/x: no space left on device'), 'create', facts);
    expect([full.message, fieldProblems(full)]).toEqual([expect.stringMatching(/^The engine’s disk is full/), {}]);
    expect(createFailure(refused('who knows'), 'create', facts).message).toMatch(/^web could not be created: the engine says “who knows”/);
    const gone = Object.assign(new Error('x'), { code: 'ECONNRESET' });
    expect(createFailure(gone, 'create', facts).message).toMatch(/web may still be created/);
  });
});

describe('the problems of fields', () => {
  it('travel in a Failure’s details, bounded, the first of each field', () => {
    const many = Array.from({ length: 1_000 }, (_, index): [string, string] => [`f${index}`, 'x'.repeat(1_000)]);
    const details = fieldDetails([['a.0.b', 'first'], ['a.0.b', 'second'], ...many]);
    expect(details['field']).toBe('a.0.b');
    const problems = fieldProblems(makeFailure('validation_error', 'no', details));
    expect(Object.keys(problems)).toHaveLength(99);
    expect(problems['a.0.b']).toBe('first');
    expect(problems['f0']).toHaveLength(300);
  });

  it.each(['', '{', '[1]', '{"a":1}'])('are none where the text is %s', (fields) => {
    expect(fieldProblems(makeFailure('validation_error', 'no', { fields }))).toEqual({});
  });
});
