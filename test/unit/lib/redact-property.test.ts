import { describe, expect, it } from 'vitest';
import { redactContext, redactText } from '../../../src-main/lib/redact.ts';

/** A generator of numbers that gives the same ones at each run, so that a case that failed can be seen again. */
function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Random = ReturnType<typeof seeded>;

const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const pick = <T>(random: Random, list: readonly [T, ...T[]]): T => list[random(list.length)] ?? list[0];
const text = (random: Random, from: string, length: number) => Array.from({ length }, () => from.charAt(random(from.length))).join('');

/** Secrets that show what they are wherever they stand. */
const shaped: readonly [(random: Random) => string, ...((random: Random) => string)[]] = [
  (random) => `ghp_${text(random, letters, 36)}`,
  (random) => `github_pat_${text(random, letters, 30)}`,
  (random) => `AKIA${text(random, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16)}`,
  (random) => `eyJ${text(random, letters, 20)}.eyJ${text(random, letters, 24)}.${text(random, `${letters}-_`, 22)}`,
  (random) => `glpat-${text(random, letters, 20)}`,
  (random) => `dckr_pat_${text(random, letters, 27)}`,
  (random) => `xoxb-${text(random, '0123456789', 11)}-${text(random, letters, 14)}`,
];
/** Any characters but those that end a word, in whose place a carrier must tell that it is a secret. */
const word = (random: Random) =>
  `${text(random, letters, 3)}${text(random, `${letters}!$%^*()_+.,;:|~/-#@?`, 6 + random(20))}${text(random, letters, 3)}`;
const urlWord = (random: Random) =>
  `${text(random, letters, 3)}${text(random, `${letters}!$*_+.,;~-%@:`, 6 + random(20))}${text(random, letters, 3)}`;
const phrase = (random: Random) => Array.from({ length: 2 + random(3) }, () => text(random, letters, 5 + random(6))).join(' ');

const names = [
  'password',
  'PASSWORD',
  'db_password',
  'POSTGRES_PASSWORD',
  'MYSQL_ROOT_PASSWD',
  'clientSecret',
  'AWS_SECRET_ACCESS_KEY',
  'apiKey',
  'api-key',
  'X-API-KEY',
  'access_token',
  'authToken',
  'refresh-token',
  'DB_PASS',
  'credentials',
  'private_key',
  'passphrase',
  'REDIS_PWD',
] as const;

interface Planted {
  readonly secrets: readonly string[];
  readonly text: string;
}

/** The places in free text where a secret may stand. */
const carriers: readonly [(random: Random) => Planted, ...((random: Random) => Planted)[]] = [
  (random) => plant(pick(random, shaped)(random), (it) => `Cloning with ${it} failed`),
  (random) => plant(pick(random, shaped)(random), (it) => `(${it}), again`),
  (random) => plant(word(random), (it) => `${pick(random, names)}=${it}`),
  (random) => plant(word(random), (it) => `${pick(random, names)}: ${it} was refused`),
  (random) => plant(phrase(random), (it) => `${pick(random, names)}="${it}" and more`),
  (random) => plant(phrase(random), (it) => `${pick(random, names)} => '${it}'`),
  (random) => plant(word(random), (it) => `run --${pick(random, ['password', 'api-key', 'token'])} ${it} --verbose`),
  (random) => plant(word(random), (it) => `run --token=${it} --verbose`),
  (random) => plant(word(random), (it) => `docker run -e SOME_VALUE=${it} alpine`),
  (random) => plant(word(random), (it) => `docker run -eSOME_VALUE=${it} alpine`),
  (random) => plant(word(random), (it) => `docker run -e  SOME_VALUE=${it} alpine`),
  (random) => plant(phrase(random), (it) => `docker run --env 'OTHER=${it}' alpine`.replace("'OTHER=", "OTHER='")),
  (random) => plant(urlWord(random), (it) => `pull https://me:${it}@registry.example/app:1 failed`),
  (random) => plant(urlWord(random), (it) => `postgres://${it}@db.example:5432/app`),
  (random) => plant(text(random, `${letters}-_`, 12), (it) => `GET /app?access_token=${it}&page=2`),
  (random) => plant(text(random, `${letters}+/`, 24), (it) => `Authorization: Basic ${it}==`),
  (random) => plant(text(random, `${letters}._-`, 24), (it) => `curl -H "Authorization: Bearer ${it}" https://example.org`),
  (random) => plant(text(random, letters, 24), (it) => `sent bearer ${it}7 twice`),
  (random) => plant(text(random, letters, 16), (it) => `Cookie: theme=dark; sid=${it}; lang=en`),
  (random) => plant(text(random, letters, 16), (it) => `Authorization: Digest username="me", response="${it}"`),
  (random) => plant(phrase(random), (it) => JSON.stringify({ user: 'me', [pick(random, names)]: it, page: 2 })),
  (random) => plant(phrase(random), (it) => JSON.stringify({ [pick(random, names)]: [it, it], page: 2 })),
  (random) => plant(word(random), (it) => JSON.stringify({ [pick(random, names)]: { inner: { deep: it }, other: it } })),
  (random) => plant(phrase(random), (it) => JSON.stringify({ body: JSON.stringify({ [pick(random, names)]: it }) })),
  (random) =>
    plant(phrase(random), (it) => JSON.stringify({ body: JSON.stringify({ body: JSON.stringify({ [pick(random, names)]: it }) }) })),
  (random) => plant(word(random), (it) => JSON.stringify({ Config: { Env: [`A=${it}`, `B]=${it}`] }, Id: 'x' })),
  (random) => plant(word(random), (it) => JSON.stringify({ environment: { A: `x}${it}`, B: it } })),
  (random) => plant(text(random, `${letters}+/`, 64), (it) => `-----BEGIN RSA PRIVATE KEY-----\n${it}\n-----END RSA PRIVATE KEY-----`),
];

function plant(secret: string, carry: (secret: string) => string): Planted {
  return { secrets: [secret], text: carry(secret) };
}

/** What an error message, a label or a sentence may hold that is no secret. */
const ordinary = [
  'web exited 137 at unix:///run/docker.sock',
  'see https://docs.docker.com/engine?page=2#top and mail me@home.example',
  'The engine closed the connection before it answered. web may still be stopped; look at it once the engine is back.',
  'sha256:3f53bb00af943dfdf815650be70c0fa7b426e56a66f5e3362b47a129d57d5991',
  'GET http://localhost:8080/containers/json?all=1 took 12 ms',
  'Basic authentication and bearer tokens are explained in the manual',
  'The passwords differ, the keys are missing, and the tokens have expired',
  '{"level":"info","name":"web","state":"running","ports":[80,443],"note":"it\'s fine"}',
  'registry.example:5000/team/app:1.2.3@sha256:0123456789abcdef',
  'env and environment are words too; so is a compass: north, pass 3 of 5',
  'kernel: cgroup out of memory: killed process 4242 (node)',
  'a task-runner-with-a-name-of-many-words-and-disk-usage-statistics',
  'tcp://192.168.1.5:2375, ssh://host.example/run and fd://3',
] as const;

function embed(random: Random, planted: string): string {
  const before = pick(random, ['', 'Error: ', 'It failed. ', 'ab\n', 'name=web ']);
  const after = pick(random, ['', '\nnext line', ' and so on']);
  return `${before}${planted}${after}`;
}

/** Puts a text where a line of the log may have it. */
function wrap(random: Random, inner: string, depth = 0): unknown {
  switch (depth > 3 ? 0 : random(8)) {
    case 1:
      return [inner, 'x', wrap(random, inner, depth + 1)];
    case 2:
      return { text: inner, more: wrap(random, inner, depth + 1) };
    case 3:
      return new Error(inner);
    case 4:
      return new Error('outer', { cause: wrap(random, inner, depth + 1) });
    case 5:
      return Object.assign(new Error('outer'), { answer: wrap(random, inner, depth + 1) });
    case 6:
      return new AggregateError([new Error(inner)], 'many');
    case 7:
      return { [inner]: 1 };
    default:
      return inner;
  }
}

const runs = 6_000;

describe('redaction', () => {
  it('lets no secret through, whatever carries it', () => {
    const survived: string[] = [];
    for (let seed = 1; seed <= runs; seed += 1) {
      const random = seeded(seed);
      const one = pick(random, carriers)(random);
      const message = embed(random, one.text);
      const shown = `${redactText(message)} ${JSON.stringify(redactContext({ fact: wrap(random, message) }))}`;
      for (const secret of one.secrets) if (shown.includes(secret)) survived.push(`${seed}: ${message}`);
    }
    expect(survived.slice(0, 10)).toEqual([]);
  });

  it('hides what stands under a secret’s name, whatever it is', () => {
    for (let seed = 1; seed <= 500; seed += 1) {
      const random = seeded(seed);
      const secret = phrase(random);
      const value = pick(random, [secret, [secret], { a: { b: secret } }, new Error(secret), new Map([[secret, secret]])] as [
        unknown,
        ...unknown[],
      ]);
      expect(
        JSON.stringify(redactContext({ deep: [{ [pick(random, names)]: value, env: [secret], Environment: { A: secret } }] })),
      ).not.toContain(secret);
    }
  });

  it('hides what follows a secret’s flag in a list of words', () => {
    for (let seed = 1; seed <= 500; seed += 1) {
      const random = seeded(seed);
      const secret = phrase(random);
      const flag = pick(random, ['--password', '--db-password', '--api-key', '--token', '--auth-token', '-password']);
      expect(JSON.stringify(redactContext({ command: ['mysql', flag, secret, '--verbose', 'shop'] }))).not.toContain(secret);
      expect(JSON.stringify(redactContext({ command: ['run', pick(random, ['-e', '--env']), `A=${secret}`, 'shop'] }))).not.toContain(
        secret,
      );
    }
    const kept = ['ls', '--no-token', '--color', '-e', 'script.js', 'shop'];
    expect(redactContext({ kept })).toEqual({ kept });
  });

  it('leaves no piece of a secret where a long text is cut', () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = seeded(seed);
      const secret = pick(random, shaped)(random);
      // So many others before it that what is kept shrinks to nearly nothing, and the cut falls into the secret.
      const others = `password=${'a'.repeat(400)} `.repeat(50);
      const at = 16_384 - 1 - random(secret.length - 1);
      const shown = redactText(`${others.slice(0, at - 1)} ${secret}${' x'.repeat(100)}`);
      expect(shown).not.toContain(secret.slice(0, 8));
    }
  });

  it('does no damage to ordinary text', () => {
    for (const one of ordinary) for (const other of ordinary) expect(redactText(`${one} ${other}`)).toBe(`${one} ${other}`);
  });

  it('takes time that grows with the text only, and little for 1 MiB that is made to be slow', () => {
    // One on each line.
    const pieces = String.raw`
password
password=
password="
password='\
\
\"
eyJ
eyJ-
-eyJabcde.
ghp_
://
a://b:
a.
Basic a
--token
-e A=
-----BEGIN PRIVATE KEY-----
Env":["
env={
authorization: "
[{
&a=
sk-
secret=>'`.split('\n');
    pieces[0] = ' ';
    for (const piece of pieces) {
      // Up to the longest that is looked at, and the whole.
      for (const length of [16_384, 1_048_576]) {
        const hostile = piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
        const beganMs = performance.now();
        redactText(hostile);
        expect(performance.now() - beganMs, JSON.stringify(piece)).toBeLessThan(400);
      }
    }
  });

  it('survives what throws when it is looked at', () => {
    const hostile = {
      get broken(): string {
        throw new Error('no');
      },
    };
    expect(redactContext({ hostile })).toEqual({ hostile: { broken: '[unreadable]' } });
  });
});
