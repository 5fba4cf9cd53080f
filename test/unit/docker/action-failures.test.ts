import { describe, expect, it } from 'vitest';
import { actionFailure } from '../../../src-main/docker/action-failures.ts';
import { type EngineAddress, parseAddress } from '../../../src-main/docker/address.ts';
import { DeadlineError } from '../../../src-main/docker/problems.ts';
import type { OperationKind } from '../../../src-shared/model.ts';

function engineAddress(): EngineAddress {
  const parsed = parseAddress('unix:///run/docker.sock');
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.address;
}
const address = engineAddress();

/** An error as dockerode makes it of the engine's answer. */
function answer(statusCode: number, message: string): Error {
  return Object.assign(new Error(`(HTTP code ${statusCode}) unexpected - ${message}`), { statusCode, json: { message } });
}

const id = '5'.repeat(64);
/** What Engine 20.10 was seen to answer, and what the user is told. */
const cases: readonly (readonly [OperationKind, number, string, string])[] = [
  ['pause', 409, `Container ${id} is already paused`, 'web is already paused. Unpause it to let it go on.'],
  ['pause', 409, `Container ${id} is not running`, 'web is not running. Start it first.'],
  ['unpause', 500, `Container ${id} is not paused`, 'web is not paused, so there is nothing to unpause.'],
  ['kill', 409, `Cannot kill container: ${id}: Container ${id} is not running`, 'web is not running. Start it first.'],
  ['kill', 400, 'Invalid signal: FOO', 'The engine does not know the signal db. Choose another.'],
  [
    'kill',
    500,
    `Cannot kill container: ${id}: The linux daemon does not support signal 99`,
    'The engine does not know the signal db. Choose another.',
  ],
  ['start', 409, 'cannot start a paused container, try unpause instead', 'web is paused, not stopped. Unpause it instead.'],
  [
    'remove',
    409,
    `You cannot remove a running container ${id}. Stop the container before attempting removal or force remove`,
    'web is still running. Stop it first, or remove it by force.',
  ],
  [
    'remove',
    409,
    `removal of container ${id} is already in progress`,
    'web is being removed by somebody else. It leaves the list by itself.',
  ],
  [
    'rename',
    409,
    `Error when allocating new name: Conflict. The container name "/db" is already in use by container "${id}". You have to remove (or rename) that container to be able to reuse that name.`,
    'The name db is taken by another container. Choose another.',
  ],
  ['rename', 400, 'Renaming a container with the same name as its current name', 'web already has that name. Choose another.'],
  ['start', 404, `No such container: ${id}`, 'No such container any more: web was removed meanwhile.'],
  ['start', 404, 'network nonet not found', 'web can’t start: its network nonet is gone. Create the network, or the container, again.'],
  [
    'start',
    400,
    'invalid mount config for type "bind": bind source path does not exist: /data/web',
    'web can’t start: the folder /data/web is missing on the host. Create it and start again.',
  ],
  [
    'start',
    400,
    'failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/nope": stat /nope: no such file or directory: unknown',
    'web can’t start: its image has no command “/nope”. Correct the command and create the container again.',
  ],
  [
    'start',
    400,
    'failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/bin": permission denied: unknown',
    'web can’t start: “/bin” may not be executed. Correct its permissions in the image.',
  ],
  [
    'start',
    500,
    'unable to find user nosuch: no matching entries in passwd file',
    'web can’t start: its image has no user “nosuch”. Correct the user and create the container again.',
  ],
  [
    'start',
    500,
    'driver failed programming external connectivity on endpoint web (0a1b): Bind for 0.0.0.0:8080 failed: port is already allocated',
    'web can’t start: port 8080 is taken. Stop what uses it, or publish another port.',
  ],
  [
    'start',
    500,
    'driver failed programming external connectivity on endpoint web (0a1b): Error starting userland proxy: listen tcp4 0.0.0.0:8080: bind: address already in use',
    'web can’t start: port 8080 is taken. Stop what uses it, or publish another port.',
  ],
  [
    'start',
    500,
    'driver failed programming external connectivity on endpoint web (0a1b): Bind for :::443 failed: port is already allocated',
    'web can’t start: port 443 is taken. Stop what uses it, or publish another port.',
  ],
  [
    'restart',
    500,
    `Cannot restart container ${id}: container is marked for removal and cannot be started`,
    'web is being removed by somebody else. It leaves the list by itself.',
  ],
  ['start', 500, 'write /var/lib/docker/x: no space left on device', 'The engine’s disk is full. Free some space, then try again.'],
  [
    'stop',
    500,
    'something new.',
    'web could not be stopped: the engine says “something new”. Look at the engine’s log if this is not clear.',
  ],
  ['stop', 500, '', 'web could not be stopped: the engine answered with status 500. Look at the engine’s log if this is not clear.'],
];

describe('what the user is told when the engine refuses', () => {
  it.each(cases)('to %s (%i: %s)', (kind, statusCode, words, told) => {
    const failure = actionFailure({ kind, name: 'web', value: 'db' }, answer(statusCode, words), address);
    expect(failure).toMatchObject({ kind: 'docker_api_error', message: told });
    expect(failure.details['statusCode']).toBe(String(statusCode));
  });

  it('is the cause, also behind a name of 4,096 characters', () => {
    const words = `driver failed programming external connectivity on endpoint ${'n'.repeat(4_096)} (0a1b): Bind for 0.0.0.0:80 failed: port is already allocated`;
    expect(actionFailure({ kind: 'start', name: 'web' }, answer(500, words), address).message).toContain('port 80 is taken');
  });

  it('never takes the engine’s words for a pattern', () => {
    const failure = actionFailure({ kind: 'stop', name: '$& NAME $1' }, answer(409, 'Container x is already paused'), address);
    expect(failure.message).toBe('$& NAME $1 is already paused. Unpause it to let it go on.');
  });

  it('tells an engine that does not answer from one that is away', () => {
    expect(actionFailure({ kind: 'stop', name: 'web' }, new DeadlineError(20_000), address).message).toBe(
      'The engine has not answered in time. web may still be stopped; what it shows is what it is.',
    );
    const reset = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    expect(actionFailure({ kind: 'stop', name: 'web' }, reset, address).message).toBe(
      'The engine closed the connection before it answered. web may still be stopped; look at it once the engine is back.',
    );
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    expect(actionFailure({ kind: 'stop', name: 'web' }, refused, address).message).toContain('The engine is not running; start it.');
  });
});
