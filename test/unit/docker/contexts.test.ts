import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readDockerContext } from '../../../src-main/docker/contexts.ts';
import { planDiscovery } from '../../../src-main/docker/discover.ts';
import type { Surroundings } from '../../../src-main/docker/surroundings.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'qd-context-'));
  mkdirSync(join(home, '.docker'));
});
afterEach(() => rmSync(home, { recursive: true }));

function writeConfig(text: string): void {
  writeFileSync(join(home, '.docker/config.json'), text);
}

function writeContext(name: string, text: string, { tls = false } = {}): void {
  const id = createHash('sha256').update(name).digest('hex');
  mkdirSync(join(home, '.docker/contexts/meta', id), { recursive: true });
  writeFileSync(join(home, '.docker/contexts/meta', id, 'meta.json'), text);
  if (tls) mkdirSync(join(home, '.docker/contexts/tls', id), { recursive: true });
}

const meta = (name: string, host: string) =>
  JSON.stringify({ Name: name, Metadata: {}, Endpoints: { docker: { Host: host, SkipTLSVerify: false } } });

describe('the current Docker context', () => {
  it('is none without settings, without a choice and for the default', async () => {
    expect(await readDockerContext({}, home)).toEqual({ kind: 'none' });
    writeConfig('{"auths":{}}');
    expect(await readDockerContext({}, home)).toEqual({ kind: 'none' });
    writeConfig('{"currentContext":"default"}');
    expect(await readDockerContext({}, home)).toEqual({ kind: 'none' });
  });

  it('is read from the files that the docker command keeps', async () => {
    writeConfig('{"currentContext":"colima","auths":{"x":{"auth":"c2VjcmV0"}}}');
    writeContext('colima', meta('colima', 'unix:///home/me/.colima/default/docker.sock'));
    expect(await readDockerContext({}, home)).toEqual({
      kind: 'endpoint',
      name: 'colima',
      host: 'unix:///home/me/.colima/default/docker.sock',
      tls: false,
    });
  });

  it('is the one that DOCKER_CONTEXT names, in the folder that DOCKER_CONFIG names', async () => {
    writeConfig('{"currentContext":"colima"}');
    writeContext('lab', meta('lab', 'tcp://lab:2375'), { tls: true });
    const env = { DOCKER_CONTEXT: 'lab', DOCKER_CONFIG: join(home, '.docker') };
    expect(await readDockerContext(env, '/nowhere')).toEqual({ kind: 'endpoint', name: 'lab', host: 'tcp://lab:2375', tls: true });
  });

  it.each([
    ['settings that are no JSON', () => writeConfig('{"currentContext": secret'), /config\.json can't be read: it is not JSON/],
    ['settings of another form', () => writeConfig('{"currentContext": 7}'), /unexpected content at 'currentContext'/],
    ['a context that is not there', () => writeConfig('{"currentContext":"gone"}'), /There is no Docker context 'gone'/],
    [
      'a context without an engine',
      () => {
        writeConfig('{"currentContext":"kube"}');
        writeContext('kube', '{"Name":"kube","Endpoints":{}}');
      },
      /context 'kube' can't be read: unexpected content at 'Endpoints\.docker'/,
    ],
  ])('with %s is a problem that says what to do', async (_, write, message) => {
    write();
    const context = await readDockerContext({}, home);
    expect(context).toMatchObject({ kind: 'broken', problem: { message: expect.stringMatching(message) } });
    expect(JSON.stringify(context)).not.toContain('secret');
  });
});

describe('where engines are looked for', () => {
  const surroundings = (env: NodeJS.ProcessEnv = {}, platform: NodeJS.Platform = 'linux'): Surroundings => ({
    env,
    homeDirectory: home,
    userId: 1000,
    platform,
    root: '',
    unitState: async () => null,
  });
  const shownPlaces = async (engineAddress: string | null, around: Surroundings) => {
    const plan = await planDiscovery(engineAddress, around);
    return plan.candidates.map(({ parsed }) => (parsed.ok ? parsed.address.text : parsed.problem.kind));
  };

  it('the settings go before DOCKER_HOST, that before the context, that before the usual sockets', async () => {
    writeConfig('{"currentContext":"lab"}');
    writeContext('lab', meta('lab', 'tcp://lab:2375'));
    const env = { DOCKER_HOST: 'tcp://env:2375' };
    expect(await planDiscovery('unix:///x.sock', surroundings(env))).toMatchObject({ source: 'settings', explicit: true });
    expect(await planDiscovery(null, surroundings(env))).toMatchObject({ source: 'dockerHost', sourceText: 'tcp://env:2375' });
    expect(await planDiscovery('  ', surroundings())).toMatchObject({ source: 'context', sourceText: 'lab' });
    rmSync(join(home, '.docker/config.json'));
    expect(await planDiscovery(null, surroundings())).toMatchObject({ source: 'usual', explicit: false });
  });

  it('the usual sockets are those of Docker, Docker Desktop, rootless engines, Podman, Colima and OrbStack', async () => {
    expect(await shownPlaces(null, surroundings({ XDG_RUNTIME_DIR: '/run/user/1000' }))).toEqual([
      'unix:///var/run/docker.sock',
      'unix:///run/user/1000/docker.sock',
      `unix://${home}/.docker/desktop/docker.sock`,
      `unix://${home}/.docker/run/docker.sock`,
      'unix:///run/user/1000/podman/podman.sock',
      'unix:///run/podman/podman.sock',
      `unix://${home}/.colima/default/docker.sock`,
      `unix://${home}/.orbstack/run/docker.sock`,
    ]);
    expect(await shownPlaces(null, surroundings({}, 'win32'))).toContain('npipe:////./pipe/docker_engine');
  });

  it('a malformed DOCKER_HOST is one failed place, and nothing else is tried', async () => {
    const plan = await planDiscovery(null, surroundings({ DOCKER_HOST: 'tcp://me:secret@:::' }));
    expect(plan.candidates).toMatchObject([{ parsed: { ok: false, problem: { kind: 'malformedAddress' } } }]);
    expect(JSON.stringify(plan)).not.toContain('secret');
  });

  it('TLS by DOCKER_TLS_VERIFY is said to be not supported yet', async () => {
    expect(await shownPlaces(null, surroundings({ DOCKER_HOST: 'tcp://lab:2375', DOCKER_TLS_VERIFY: '1' }))).toEqual(['notSupportedYet']);
  });

  it('unreadable settings are told, and the usual sockets are tried all the same', async () => {
    writeConfig('{');
    const places = await shownPlaces(null, surroundings());
    expect(places[0]).toBe('other');
    expect(places).toContain('unix:///var/run/docker.sock');
  });

  it('only the system socket may wake an engine', async () => {
    const plan = await planDiscovery(null, surroundings());
    expect(plan.candidates.filter((it) => it.wakesEngine)).toHaveLength(1);
    expect(await planDiscovery('unix:///run/docker.sock', surroundings())).toMatchObject({ candidates: [{ wakesEngine: true }] });
  });
});
