import type { Plot, Voice } from '../world/spec.ts';
import type { Service } from './service.ts';

/** What part a service plays in a generated project. */
export interface Role {
  readonly name: string;
  readonly image: string;
  readonly voice: Voice;
  readonly shape: Service['shape'];
  readonly cpuPercent: number;
  readonly memoryMiB: number;
  readonly port: number;
  readonly plots: readonly [Plot, ...Plot[]];
  /** Where the image is somebody else's. */
  readonly command?: readonly string[];
}

/** The usual roles, in the order in which a project takes them. */
export const roles: readonly [Role, ...Role[]] = [
  {
    name: 'web',
    image: 'nginx:1.27-alpine',
    voice: 'http',
    shape: 'waves',
    cpuPercent: 8,
    memoryMiB: 16,
    port: 80,
    plots: ['steady'],
    command: ['nginx', '-g', 'daemon off;'],
  },
  {
    name: 'api',
    image: 'api:2.4.1',
    voice: 'api',
    shape: 'waves',
    cpuPercent: 34,
    memoryMiB: 160,
    port: 8080,
    plots: ['steady', 'steady', 'flaky', 'crash'],
  },
  {
    name: 'db',
    image: 'postgres:15.8',
    voice: 'database',
    shape: 'steady',
    cpuPercent: 12,
    memoryMiB: 210,
    port: 5432,
    plots: ['steady'],
    command: ['postgres'],
  },
  {
    name: 'worker',
    image: 'worker:2.4.1',
    voice: 'worker',
    shape: 'bursts',
    cpuPercent: 60,
    memoryMiB: 130,
    port: 9464,
    plots: ['steady', 'crash', 'leak', 'steady'],
  },
  {
    name: 'cache',
    image: 'redis:7.4-alpine',
    voice: 'cache',
    shape: 'steady',
    cpuPercent: 3,
    memoryMiB: 30,
    port: 6379,
    plots: ['steady'],
    command: ['redis-server'],
  },
  {
    name: 'scheduler',
    image: 'scheduler:2.4.1',
    voice: 'quiet',
    shape: 'idle',
    cpuPercent: 3,
    memoryMiB: 42,
    port: 9465,
    plots: ['steady', 'segfault'],
  },
  {
    name: 'queue',
    image: 'nats:2.10',
    voice: 'queue',
    shape: 'waves',
    cpuPercent: 9,
    memoryMiB: 24,
    port: 4222,
    plots: ['steady'],
    command: ['nats-server', '--port', '4222'],
  },
];
