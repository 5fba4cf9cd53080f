/** What the files of a place may import. The first rule whose pattern fits a file is the one that holds. */
export interface Rule {
  readonly files: RegExp;
  /** Files they may reach by a relative path, from the project's root. */
  readonly folders: readonly RegExp[];
  readonly packages: readonly string[];
  /** Said when the rule is broken: where to go instead. */
  readonly why: string;
}

const shared = /^src-shared\//;
const core = /^src-main\/(?!desktop\/|index\.ts)/;
const renderer = /^src-renderer\//;
const corePackages = ['zod', 'node:*'];
const interfacePackages = ['react', 'react-dom', 'zustand', '@tanstack/react-virtual', 'radix-ui', 'lucide-react', 'zod'];

/** The rooms of the house; a folder without a row here fails the test until it has one. */
export const rules: readonly Rule[] = [
  {
    files: shared,
    folders: [shared],
    packages: ['zod'],
    why: 'what every process knows depends on nothing but zod',
  },
  {
    files: /^src-main\/docker\//,
    folders: [shared, core],
    packages: [...corePackages, 'dockerode', 'docker-modem', 'cockatiel', 'tar-fs'],
    why: 'the engine’s room knows dockerode and no window',
  },
  {
    files: /^src-main\/lib\//,
    folders: [shared, /^src-main\/lib\//],
    packages: [...corePackages, 'pino', 'cockatiel'],
    why: 'helpers know no other room',
  },
  {
    files: /^src-main\/operations\//,
    folders: [shared, core],
    packages: [...corePackages, 'p-queue', 'cockatiel'],
    why: 'queues come from p-queue, retries and circuit breakers from cockatiel; engines from docker/',
  },
  {
    files: /^src-main\/store\//,
    folders: [shared, core],
    packages: [...corePackages, 'atomically', 'libsql'],
    why: 'the store writes files and the database, and knows no window',
  },
  {
    files: /^src-main\/watcher\//,
    folders: [shared, core],
    packages: [...corePackages, 'cockatiel'],
    why: 'the watcher reaches engines through docker/',
  },
  {
    files: /^src-main\/api\//,
    folders: [shared, core],
    packages: [...corePackages, 'socket.io'],
    why: 'programs are served over Socket.IO here, and nowhere else',
  },
  {
    files: /^src-main\/remote\//,
    folders: [shared, core],
    packages: [...corePackages, 'socket.io-client', 'cockatiel'],
    why: 'another Quarterdeck is reached over Socket.IO here, and nowhere else',
  },
  {
    files: /^src-main\/(desktop\/|index\.ts)/,
    folders: [shared, /^src-main\//],
    packages: [...corePackages, 'electron', 'atomically'],
    why: 'the desktop is the only room that knows electron',
  },
  {
    files: core,
    folders: [shared, core],
    packages: corePackages,
    why: 'the core runs without a window: electron belongs to desktop/, dockerode to docker/',
  },
  {
    files: /^src-demo\//,
    folders: [shared, /^src-demo\//],
    packages: ['node:*', 'zod'],
    why: 'the demo engine is a process of its own',
  },
  {
    files: /^src-preload\//,
    folders: [shared],
    packages: ['electron'],
    why: 'the preload builds the bridge and nothing else',
  },
  {
    files: /^src-renderer\/charts\//,
    folders: [shared, renderer],
    packages: [...interfacePackages, 'recharts'],
    why: 'charts draw; the core is reached through bridge.ts',
  },
  {
    files: /^src-renderer\/views\/logs\//,
    folders: [shared, renderer],
    packages: [...interfacePackages, 'anser'],
    why: 'logs are drawn here; the core is reached through bridge.ts',
  },
  {
    files: /^src-renderer\/views\/create\//,
    folders: [shared, renderer],
    packages: [...interfacePackages, 'shlex'],
    why: 'what is typed is made a configuration here; the core is reached through bridge.ts',
  },
  {
    files: renderer,
    folders: [shared, renderer],
    packages: interfacePackages,
    why: 'the window reaches the core through bridge.ts only, and recharts through charts/',
  },
];
