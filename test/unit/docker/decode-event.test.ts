import { describe, expect, it } from 'vitest';
import { decodeEvent } from '../../../src-main/docker/decode-event.ts';
import { changeSchema } from '../../../src-shared/changes.ts';

const id = 'e'.repeat(64);
const timeNano = '1795235734970123456';
const attributes = { name: 'web', image: 'shop/web', 'com.docker.compose.project': 'shop', secret: 'x' };

/** Docker up to 28 repeats itself at the top; from API 1.52 on only what is under Action and Actor is left. */
function docker20(action: string, more: Record<string, string> = {}): string {
  return `{"status":"${action}","id":"${id}","from":"shop/web","Type":"container","Action":"${action}","Actor":${JSON.stringify({ ID: id, Attributes: { ...attributes, ...more } })},"scope":"local","time":1795235734,"timeNano":${timeNano}}`;
}
function docker29(action: string, more: Record<string, string> = {}): string {
  return `{"Type":"container","Action":"${action}","Actor":${JSON.stringify({ ID: id, Attributes: { ...attributes, ...more } })},"scope":"local","time":1795235734,"timeNano":${timeNano}}`;
}
function podman(action: string, more: Record<string, string> = {}, rest = ''): string {
  return `{"status":"${action}","id":"${id}","from":"shop/web","Type":"container","Action":"${action}","Actor":${JSON.stringify({ ID: id, Attributes: { ...attributes, podId: '', ...more } })},"scope":"local","time":1795235734,"timeNano":${timeNano}${rest}}`;
}
const decode = (line: string) => decodeEvent('h-1', JSON.parse(line), line);

const cases: [string, Record<string, string>, Record<string, unknown>][] = [
  ['start', {}, { type: 'containerStarted' }],
  ['kill', { signal: '15' }, { type: 'containerSignalled', signal: '15' }],
  ['die', { exitCode: '137', execDuration: '3' }, { type: 'containerDied', exitCode: 137 }],
  ['oom', {}, { type: 'containerRanOutOfMemory' }],
  ['stop', {}, { type: 'containerStopped' }],
  ['restart', {}, { type: 'containerRestarted' }],
  ['pause', {}, { type: 'containerPaused' }],
  ['unpause', {}, { type: 'containerUnpaused' }],
  ['rename', { name: 'new', oldName: '/old' }, { type: 'containerRenamed', name: 'new', oldName: 'old' }],
  ['update', {}, { type: 'containerUpdated' }],
  ['destroy', {}, { type: 'containerRemoved' }],
  ['health_status: healthy', {}, { type: 'containerHealthChanged', health: 'healthy' }],
  ['health_status: unhealthy', {}, { type: 'containerHealthChanged', health: 'unhealthy' }],
  ['health_status:starting', {}, { type: 'containerHealthChanged', health: 'starting' }],
];

describe.each([
  ['Docker 20.10', docker20],
  ['Docker 29', docker29],
  ['Podman', podman],
])('an event of %s', (_, line) => {
  it.each(cases)('%s becomes a Change', (action, more, expected) => {
    const change = decode(line(action, more));
    expect(change).toMatchObject({ hostId: 'h-1', containerId: id, atMs: 1_795_235_734_970, ...expected });
    expect(changeSchema.safeParse(change).success).toBe(true);
  });

  it('keeps its exact time and only the attributes that are used', () => {
    expect(decode(line('die', { exitCode: '3' }))?.event).toEqual({
      action: 'die',
      attributes: { name: 'web', image: 'shop/web', exitCode: '3' },
      timeNano,
    });
  });

  it('create brings a container with what the event knows of it', () => {
    expect(decode(line('create'))).toMatchObject({
      type: 'containerCreated',
      container: { id, name: 'web', image: 'shop/web', state: 'created', project: 'shop', createdAtMs: 1_795_235_734_970 },
    });
  });
});

describe('what differs in Podman', () => {
  it('died and remove are die and destroy, and the exit code has another name', () => {
    expect(decode(podman('died', { containerExitCode: '2' }))).toMatchObject({ type: 'containerDied', exitCode: 2 });
    expect(decode(podman('remove'))).toMatchObject({ type: 'containerRemoved' });
  });

  it('health comes in a field of its own', () => {
    expect(decode(podman('health_status', {}, ',"HealthStatus":"unhealthy"'))).toMatchObject({
      type: 'containerHealthChanged',
      health: 'unhealthy',
    });
  });

  it('a rename without the new name only says that something changed', () => {
    const line = podman('rename').replace('"name":"web"', '"name":""');
    expect(decode(line)).toMatchObject({ type: 'containerUpdated' });
  });
});

describe('what is no event of ours', () => {
  it.each(['exec_create: sh -c "true"', 'exec_die', 'attach', 'resize', 'top', '', ': healthy'])('%j is left out', (action) => {
    expect(decodeEvent('h-1', { Type: 'container', Action: action, Actor: { ID: id, Attributes: {} }, time: 1 })).toBeNull();
  });

  it.each([
    null,
    7,
    [],
    {},
    { Type: 'network', Action: 'create', Actor: { ID: id } },
    { Type: 'container', Action: 'start', Actor: { ID: '../x' } },
  ])('%j is left out', (json) => {
    expect(decodeEvent('h-1', json)).toBeNull();
  });

  it('hostile attributes are cut, and a nonsense exit code is no code', () => {
    const change = decode(docker29('die', { exitCode: '9e99', name: 'n'.repeat(100_000), execDuration: 'x'.repeat(1_000) }));
    expect(change).toMatchObject({ exitCode: null });
    expect(change?.event?.attributes['name']).toHaveLength(4_096);
    expect(change?.event?.attributes['execDuration']).toHaveLength(255);
  });

  it('without nanoseconds the seconds are the time', () => {
    expect(decodeEvent('h-1', { Type: 'container', Action: 'start', Actor: { ID: id }, time: 1_795_235_734 })?.atMs).toBe(
      1_795_235_734_000,
    );
  });
});
