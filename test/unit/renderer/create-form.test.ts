import { describe, expect, it } from 'vitest';
import { problemsIn } from '../../../src-renderer/views/create/field-keys.ts';
import type { FormValues } from '../../../src-renderer/views/create/form-values.ts';
import { emptyForm, fromConfig } from '../../../src-renderer/views/create/from-config.ts';
import { toConfig } from '../../../src-renderer/views/create/to-config.ts';
import { type ContainerConfig, emptyContainerConfig } from '../../../src-shared/container-config.ts';
import { makeFailure } from '../../../src-shared/failure.ts';
import { fieldDetails } from '../../../src-shared/field-problems.ts';

const whole: ContainerConfig = {
  image: 'registry.local:5000/team/web:1.2',
  name: 'web',
  command: ['sh', '-c', 'echo "two words"\nsleep 1', ''],
  entrypoint: ['/entry point', '--flag'],
  workingDirectory: '/srv/my app',
  user: '1000:1000',
  environment: { TOKEN: 'a=b c', KEY: 'one\ntwo', 'dotted.name': '' },
  volumes: [
    { source: '/home/me/data', target: '/data', readOnly: true },
    { source: 'cache', target: '/cache', readOnly: false },
  ],
  ports: [
    { containerPort: 80, protocol: 'tcp', hostPort: 8080, hostAddress: '127.0.0.1' },
    { containerPort: 53, protocol: 'udp', hostPort: null, hostAddress: null },
    { containerPort: 90, protocol: 'tcp', hostPort: 9090, hostAddress: '::1' },
    { containerPort: 91, protocol: 'tcp', hostPort: null, hostAddress: '127.0.0.1' },
  ],
  networks: [{ name: 'front', aliases: ['www', 'web'], address: '10.1.0.5' }],
  restartPolicy: { name: 'on-failure', maximumRetries: 3 },
  cpuLimit: 0.5,
  memoryLimitBytes: 512 * 1024 ** 2,
  labels: { 'com.example.team': 'blue', empty: '' },
  healthCheck: { command: 'wget -q localhost', intervalSeconds: 10, timeoutSeconds: 2.5, retries: 4, startPeriodSeconds: 0 },
  autoRemove: false,
  flow: true,
};

function filled(patch: Partial<FormValues>): FormValues {
  return { ...emptyForm(), image: 'nginx', ...patch };
}

/** The problems by their field, with rows by their place instead of their id. */
function problemsOf(values: FormValues): Record<string, string> {
  const rows = [...values.ports, ...values.volumes, ...values.networks, ...values.environment, ...values.labels];
  return Object.fromEntries(
    [...toConfig(values).problems].map(([key, message]) => [
      rows.reduce((text, row, at) => text.replace(`.${row.id}.`, `.${at}.`), key),
      message,
    ]),
  );
}

describe('the form for a container', () => {
  it('says back what it was filled in with', () => {
    expect(toConfig(fromConfig(whole))).toEqual({ config: whole, problems: new Map() });
  });

  it('is empty but for an image, and then makes a container of all defaults', () => {
    expect(problemsOf(emptyForm())).toEqual({ image: 'Name an image, such as nginx:alpine' });
    expect(toConfig(filled({})).config).toEqual({ ...emptyContainerConfig, image: 'nginx' });
  });

  it('keeps a memory limit to the byte', () => {
    for (const bytes of [6 * 1024 ** 2, 7_000_001, 1.5 * 1024 ** 3, 2 * 1024 ** 3]) {
      expect(toConfig(fromConfig({ ...whole, memoryLimitBytes: bytes })).config?.memoryLimitBytes).toBe(bytes);
    }
    expect(fromConfig({ ...whole, memoryLimitBytes: 2 * 1024 ** 3 })).toMatchObject({ memoryLimit: '2', memoryUnit: 'GiB' });
  });

  it('takes no notice of rows that were never filled in', () => {
    const values = filled({
      ports: [{ id: 'p', host: '', container: '', protocol: 'tcp' }],
      environment: [{ id: 'e', name: '', value: '' }],
      volumes: [{ id: 'v', source: '', target: '', readOnly: false }],
      networks: [{ id: 'n', name: '', aliases: '', address: '' }],
    });
    expect(toConfig(values).config).toEqual({ ...emptyContainerConfig, image: 'nginx' });
  });
});

describe('each field says what is wrong with it:', () => {
  it.each<[string, Partial<FormValues>, Record<string, unknown>]>([
    ['an image', { image: 'Not An Image' }, { image: expect.stringMatching(/^Not an image name/) }],
    ['a name', { name: '-x' }, { name: expect.stringContaining('letters, digits') }],
    ['a quote left open', { command: 'sh -c "echo' }, { command: 'A quote is not closed' }],
    ['a folder', { workingDirectory: 'srv' }, { workingDirectory: 'A path inside the container starts with /' }],
    ['a number of cores', { cpuLimit: 'half' }, { cpuLimit: 'Write a number, such as 0.5' }],
    ['too little CPU', { cpuLimit: '0,001' }, { cpuLimit: 'At least 0.01 of a core' }],
    ['too little memory', { memoryLimit: '5' }, { memoryLimitBytes: 'At least 6 MiB' }],
    [
      'ports',
      {
        ports: [
          { id: 'p1', host: 'http', container: '80', protocol: 'tcp' },
          { id: 'p2', host: '8080', container: '', protocol: 'tcp' },
          { id: 'p3', host: '70000', container: '80', protocol: 'tcp' },
          { id: 'p4', host: '300.1.1.1:80', container: '80', protocol: 'tcp' },
        ],
      },
      {
        'ports.0.hostPort': expect.stringMatching(/^Write a port/),
        'ports.1.containerPort': expect.stringMatching(/^Write the container’s port/),
        'ports.2.hostPort': 'Ports are 1 to 65535',
        'ports.3.hostPort': expect.any(String),
      },
    ],
    [
      'a port that is published twice, past a row that was never filled in',
      {
        ports: [
          { id: 'blank', host: '', container: '', protocol: 'tcp' },
          { id: 'p1', host: '80', container: '80', protocol: 'tcp' },
          { id: 'p2', host: '80', container: '81', protocol: 'tcp' },
        ],
      },
      { 'ports.2.hostPort': 'Port 80/tcp is published twice' },
    ],
    [
      'volumes',
      { volumes: [{ id: 'v', source: 'not/whole', target: 'data', readOnly: false }] },
      { 'volumes.0.source': expect.stringMatching(/whole path/), 'volumes.0.target': expect.stringMatching(/starts with/) },
    ],
    [
      'networks',
      { networks: [{ id: 'n', name: 'front', aliases: '', address: '10.0.0' }] },
      { 'networks.0.address': 'Not an IPv4 address' },
    ],
    [
      'a variable’s name',
      {
        environment: [
          { id: 'e1', name: 'A=B', value: '' },
          { id: 'e2', name: '', value: 'x' },
          { id: 'e3', name: 'C', value: '1' },
          { id: 'e4', name: 'C', value: '2' },
        ],
      },
      {
        'environment.0.name': expect.stringContaining('can’t hold ='),
        'environment.1.name': 'A variable needs a name',
        'environment.3.name': 'C is there twice',
      },
    ],
    [
      'a restart of what is removed',
      { autoRemove: true, restartPolicy: 'always' },
      { restartPolicy: expect.stringContaining('Choose one of the two') },
    ],
    [
      'a health check',
      { healthCommand: 'true', healthInterval: '', healthRetries: '0' },
      { 'healthCheck.intervalSeconds': 'Write a number, such as 30', 'healthCheck.retries': expect.any(String) },
    ],
  ])('%s', (_what, patch, problems) => {
    expect(problemsOf(filled(patch))).toEqual(problems);
    expect(toConfig(filled(patch)).config).toBeNull();
  });
});

describe('what the core refuses', () => {
  it('is shown at the fields that it concerns', () => {
    const values = fromConfig(whole);
    const details = fieldDetails([
      ['config.ports.1.hostPort', 'Port 53 is taken'],
      ['config.name', 'web is taken'],
      ['config.environment.dotted.name', 'Too long'],
      ['', 'All of it'],
    ]);
    expect(problemsIn(makeFailure('validation_error', 'No', details), values)).toEqual(
      new Map([
        [`ports.${values.ports[1]?.id}.hostPort`, 'Port 53 is taken'],
        ['name', 'web is taken'],
        [`environment.${values.environment[2]?.id}.name`, 'Too long'],
      ]),
    );
    expect(problemsIn(makeFailure('system_error', 'No'), values)).toEqual(new Map());
  });
});
