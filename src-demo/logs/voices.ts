import { nth, pick } from '../load/random.ts';
import type { Voice } from '../world/spec.ts';

/** What a program writes at one moment. */
export interface Utterance {
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

const paths = [
  '/',
  '/products/tide-chart',
  '/cart',
  '/checkout',
  '/api/v2/orders',
  '/assets/app.8f31c.js',
  '/healthz',
  '/account/addresses',
] as const;
const agents = ['Mozilla/5.0 (X11; Linux x86_64)', 'curl/8.9.1', 'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_6)'] as const;
const jobs = ['order.confirm', 'invoice.render', 'stock.reserve', 'mail.send', 'refund.settle', 'search.reindex'] as const;

/** Mean milliseconds between two lines. */
export const paceMs: Readonly<Record<Voice, number>> = {
  http: 700,
  api: 900,
  worker: 1_300,
  database: 7_000,
  cache: 15_000,
  queue: 4_500,
  metrics: 1_100,
  shell: 45_000,
  quiet: 60_000,
};

/** What a program says when it starts. */
export function greetings(voice: Voice): readonly Utterance[] {
  const out = (text: string): Utterance => ({ stream: 'stdout', text });
  const err = (text: string): Utterance => ({ stream: 'stderr', text });
  switch (voice) {
    case 'http':
      return [out('/docker-entrypoint.sh: Configuration complete; ready for start up'), err('[notice] 1#1: start worker processes')];
    case 'api':
      return [out('{"level":"info","msg":"connecting to database","host":"db"}'), out('{"level":"info","msg":"listening","port":8080}')];
    case 'worker':
      return [out('\u001b[36mworker\u001b[0m starting, concurrency 8'), out('\u001b[32m✔\u001b[0m connected to queue')];
    case 'database':
      return [
        err('LOG:  starting server, listening on IPv4 address "0.0.0.0"'),
        err('LOG:  database system is ready to accept connections'),
      ];
    case 'cache':
      return [out('1:M * Server initialized'), out('1:M * Ready to accept connections tcp')];
    case 'queue':
      return [
        out('\u001b[38;5;87m[info]\u001b[0m starting broker'),
        out('\u001b[38;5;87m[info]\u001b[0m started TCP listener on [::]:5672'),
      ];
    case 'metrics':
      return [out('{"level":"info","msg":"receiver started","endpoint":"0.0.0.0:4317"}')];
    case 'shell':
      return [out('root@scratchpad:/#')];
    case 'quiet':
      return [out('ready')];
  }
}

/** The n-th thing a program says in a life: the same for the same seed and n. */
export function utter(voice: Voice, seed: number, n: number): Utterance {
  const a = nth(seed, n * 3);
  const b = nth(seed, n * 3 + 1);
  const c = nth(seed, n * 3 + 2);
  switch (voice) {
    case 'http':
      return accessLine(a, b, c);
    case 'api':
      return apiLine(a, b, c, n);
    case 'worker':
      return workerLine(a, b, c);
    case 'database':
      return databaseLine(a, b);
    case 'cache':
      return { stream: 'stdout', text: `1:M * ${Math.floor(a * 900) + 100} changes in 60 seconds. Saving...` };
    case 'queue':
      return a > 0.9
        ? {
            stream: 'stderr',
            text: `\u001b[38;5;214m[warning]\u001b[0m consumer ctag-${Math.floor(b * 90)} is slow: ${Math.floor(c * 4000) + 800} messages unacknowledged`,
          }
        : {
            stream: 'stdout',
            text: `\u001b[38;5;87m[info]\u001b[0m accepted connection 172.20.0.${Math.floor(b * 200) + 2}:${40_000 + Math.floor(c * 20_000)}`,
          };
    case 'metrics':
      return {
        stream: 'stdout',
        text: JSON.stringify({
          level: a > 0.97 ? 'warn' : 'info',
          msg: 'flushed batch',
          points: 4_096 + Math.floor(b * 4_096),
          ms: Math.round(c * 180) / 10,
          lag: Math.round(a * 100) / 100,
        }),
      };
    case 'shell':
      return {
        stream: 'stdout',
        text: `\u001b[01;32mroot@scratchpad\u001b[00m:\u001b[01;34m/notes\u001b[00m# ls -la ${Math.floor(a * 9)}.md`,
      };
    case 'quiet':
      return { stream: 'stdout', text: `tick ${n}` };
  }
}

function accessLine(a: number, b: number, c: number): Utterance {
  if (a > 0.985) {
    return {
      stream: 'stderr',
      text: `[error] 31#31: *${Math.floor(b * 9_000)} upstream timed out (110: Operation timed out) while reading response header, upstream: "http://172.20.0.3:8080${pick(paths, c)}"`,
    };
  }
  const status = pick([200, 200, 200, 200, 304, 302, 404], b);
  return {
    stream: 'stdout',
    text: `172.20.0.${Math.floor(a * 200) + 2} - - "GET ${pick(paths, c)} HTTP/1.1" ${status} ${Math.floor(a * 18_000)} "-" "${pick(agents, b)}"`,
  };
}

function apiLine(a: number, b: number, c: number, n: number): Utterance {
  if (a > 0.97) {
    return {
      stream: 'stderr',
      text: `{"level":"error","msg":"payment provider answered 503, will retry","attempt":${1 + Math.floor(b * 3)},"requestId":"r-${n.toString(36)}"}`,
    };
  }
  const status = pick([200, 200, 201, 204, 200, 422], b);
  return {
    stream: 'stdout',
    text: JSON.stringify({
      level: a > 0.93 ? 'warn' : 'info',
      msg: 'request',
      method: c > 0.7 ? 'POST' : 'GET',
      path: pick(paths, c),
      status,
      ms: Math.round(4 + a * a * 220),
      requestId: `r-${n.toString(36)}`,
    }),
  };
}

function workerLine(a: number, b: number, c: number): Utterance {
  const job = pick(jobs, b);
  const id = Math.floor(c * 90_000) + 10_000;
  if (a > 0.96)
    return { stream: 'stderr', text: `\u001b[33m!\u001b[0m ${job} #${id} took ${(2 + b * 6).toFixed(1)} s, more than its budget of 2 s` };
  return {
    stream: 'stdout',
    text: `\u001b[32m✔\u001b[0m \u001b[1m${job}\u001b[0m #${id} \u001b[2m${Math.round(20 + a * 600)} ms\u001b[0m`,
  };
}

function databaseLine(a: number, b: number): Utterance {
  if (a > 0.9)
    return {
      stream: 'stderr',
      text: `LOG:  duration: ${(900 + b * 2_000).toFixed(3)} ms  statement: SELECT * FROM orders WHERE state = $1 ORDER BY placed_at DESC LIMIT 200`,
    };
  return {
    stream: 'stderr',
    text: `LOG:  checkpoint complete: wrote ${Math.floor(b * 900) + 12} buffers (${(b * 5).toFixed(1)}%); write=${(a * 30).toFixed(3)} s, sync=0.0${Math.floor(a * 90)} s`,
  };
}
