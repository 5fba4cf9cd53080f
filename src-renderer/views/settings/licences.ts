export interface Licence {
  readonly name: string;
  readonly licence: string;
  readonly by: string;
}

/** What ships inside the application, besides our own code. `test/unit/renderer/licences.test.ts` holds it to package.json. */
export const licences: readonly Licence[] = [
  { name: 'electron', licence: 'MIT', by: 'Electron contributors, GitHub Inc.' },
  { name: 'Chromium', licence: 'BSD-3-Clause and others', by: 'The Chromium Authors; LICENSES.chromium.html beside the program lists all' },
  { name: 'Node.js', licence: 'MIT', by: 'Node.js contributors' },
  { name: '@tanstack/react-virtual', licence: 'MIT', by: 'Tanner Linsley' },
  { name: 'anser', licence: 'MIT', by: 'Ionică Bizău' },
  { name: 'atomically', licence: 'MIT', by: 'Fabio Spampinato' },
  { name: 'cockatiel', licence: 'MIT', by: 'Connor Peet, Microsoft Corporation' },
  { name: 'dockerode', licence: 'Apache-2.0', by: 'Pedro Dias' },
  { name: 'libsql', licence: 'MIT', by: 'Pekka Enberg' },
  { name: 'lucide-react', licence: 'ISC', by: 'Lucide Contributors; parts by Cole Bemis (MIT)' },
  { name: 'p-queue', licence: 'MIT', by: 'Sindre Sorhus' },
  { name: 'pino', licence: 'MIT', by: 'Matteo Collina, David Mark Clements and contributors' },
  { name: 'radix-ui', licence: 'MIT', by: 'WorkOS' },
  { name: 'react', licence: 'MIT', by: 'Meta Platforms, Inc.' },
  { name: 'react-dom', licence: 'MIT', by: 'Meta Platforms, Inc.' },
  { name: 'recharts', licence: 'MIT', by: 'Recharts Group; d3 (ISC) by Mike Bostock' },
  { name: 'shlex', licence: 'MIT', by: 'Ryan Govostes' },
  { name: 'shlex', licence: 'MIT', by: 'Ryan Govostes' },
  { name: 'socket.io', licence: 'MIT', by: 'Guillermo Rauch, Socket.IO contributors' },
  { name: 'socket.io-client', licence: 'MIT', by: 'Guillermo Rauch, Socket.IO contributors' },
  { name: 'tar-fs', licence: 'MIT', by: 'Mathias Buus' },
  { name: 'zod', licence: 'MIT', by: 'Colin McDonnell' },
  { name: 'zustand', licence: 'MIT', by: 'Paul Henschel' },
];
