import { shells } from '../containers.ts';
import { crashedWith, type RowStage, stopped, type VerdictRow } from './row.ts';

const dies = ({ told }: RowStage) => told('die');
/** The engine hears of the kernel's `oom` by another way than of the end, and now and then later. */
const diesOfMemory: VerdictRow['play'] = async ({ told }) => {
  await told('die');
  await told('oom');
};
const memory = { Memory: 16 * 1_048_576, MemorySwap: 16 * 1_048_576 };
/** Its first process is one of this machine's own, so that a signal that it sends itself kills it. */
const onHost = { PidMode: 'host' };
/** The engine's shim listens for the kernel's word only once the process runs: what eats at once may be dead by then. */
const eats = (how: '' | 'exec ') => `sleep 0.3; ${how}dd if=/dev/zero of=/dev/null bs=64M`;

/** Ends by itself. */
export const ownEnds: readonly VerdictRow[] = [
  {
    id: 'exit-0',
    when: 'it ends with code 0',
    expected: [{ kind: 'finished', news: false, what: /^Finished, code 0$/ }],
    wish: { shell: 'sleep 0.2; exit 0' },
    play: dies,
  },
  { id: 'exit-1', when: 'it ends with code 1', expected: [crashedWith(1)], wish: { shell: 'echo "Error: no db" >&2; exit 1' }, play: dies },
  { id: 'exit-255', when: 'it ends with code 255', expected: [crashedWith(255)], wish: { shell: shells.exits(255) }, play: dies },
  {
    id: 'exit-137',
    when: 'it ends with code 137 of its own accord, and memory was not short',
    expected: [{ kind: 'crashed', news: true, what: /^Crashed: SIGKILL, exited 137$/ }],
    wish: { shell: shells.exits(137), hostConfig: memory },
    play: dies,
  },
  {
    id: 'command-not-found',
    when: 'its script’s last command is not found',
    expected: [{ kind: 'crashed', news: true, what: /^Command not found, exited 127$/ }],
    wish: { shell: 'no-such-command' },
    play: dies,
  },
  {
    id: 'not-executable',
    when: 'its script’s last command can’t be executed',
    expected: [{ kind: 'crashed', news: true, what: /^Command can’t be executed, exited 126$/ }],
    wish: { shell: 'echo x > /tmp/x; /tmp/x' },
    play: dies,
  },
  {
    id: 'sigsegv',
    when: 'SIGSEGV',
    expected: [{ kind: 'crashed', news: true, what: /^Crashed: SIGSEGV, exited 139$/ }],
    wish: { shell: 'sleep 0.2; kill -SEGV $$', hostConfig: onHost },
    play: dies,
  },
  {
    id: 'sigterm-by-itself',
    when: 'SIGTERM that did not come through the engine',
    expected: [{ kind: 'crashed', news: true, what: /^Crashed: SIGTERM, exited 143$/ }],
    wish: { shell: 'sleep 0.2; kill -TERM $$', hostConfig: onHost },
    play: dies,
  },
  {
    id: 'host-sigkill',
    when: 'its process is killed from the machine, not through the engine',
    expected: [{ kind: 'crashed', news: true, what: /^Crashed: SIGKILL, exited 137$/ }],
    play: async ({ killProcess, told }) => {
      await killProcess('SIGKILL');
      await told('die');
    },
  },
  {
    id: 'out-of-memory',
    when: 'it uses more memory than its limit',
    expected: [{ kind: 'outOfMemory', news: true, what: /^Out of memory at 16\u00a0MiB$/ }],
    wish: { shell: eats('exec '), hostConfig: memory },
    play: diesOfMemory,
  },
  {
    id: 'out-of-memory-child-then-it',
    when: 'a child runs out of memory and it ends for that',
    expected: [{ kind: 'outOfMemory', news: true, what: /^Out of memory at 16\u00a0MiB$/ }],
    wish: { shell: shells.runsOutOfMemory, hostConfig: memory },
    play: diesOfMemory,
  },
  {
    id: 'out-of-memory-child',
    when: 'a child runs out of memory and it goes on',
    expected: [{ kind: 'childOutOfMemory', news: true, what: /^A process ran out of memory at 16\u00a0MiB$/ }],
    wish: { shell: `${eats('')}; while :; do sleep 3600; done`, hostConfig: memory },
    play: ({ told }) => told('oom'),
  },
  {
    id: 'out-of-memory-child-then-0',
    when: 'a child runs out of memory and it ends with code 0',
    expected: [{ kind: 'childOutOfMemory', news: true, what: /^A process ran out of memory at 16\u00a0MiB; finished, code 0$/ }],
    wish: { shell: `${eats('')}; sleep 0.2; exit 0`, hostConfig: memory },
    play: dies,
  },
  {
    id: 'restart-loop',
    when: 'its restart policy starts it again and again, then gives up',
    expected: [
      crashedWith(1),
      crashedWith(1),
      { kind: 'restartLoop', news: true, what: /^Restart loop: exited 1 three times in \d+\ss$/ },
      { kind: 'restartLoop', news: true, what: /^Restart loop: exited 1 four times in \d+\ss, gave up$/ },
    ],
    wish: { shell: shells.exits(1), hostConfig: { RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 } } },
    play: ({ told }) => told('die', 4),
  },
  {
    id: 'restart-policy-once',
    when: 'it crashes once and its restart policy brings it back',
    expected: [crashedWith(1)],
    wish: {
      shell: 'test -e /data/x && while :; do sleep 3600; done; touch /data/x; exit 1',
      hostConfig: { RestartPolicy: { Name: 'always' } },
    },
    play: ({ told }) => told('start', 2),
  },
  {
    id: 'job-interactive',
    when: 'an interactive container ends with code 130',
    expected: [{ kind: 'jobEnded', news: false, what: /^Exited 130$/ }],
    wish: { shell: shells.exitsAfter(0.2, 130), tty: true, more: { OpenStdin: true } },
    play: dies,
  },
  {
    id: 'job-rm',
    when: 'a container run with --rm ends with code 3',
    expected: [{ kind: 'jobEnded', news: false, what: /^Exited 3$/ }],
    wish: { shell: shells.exitsAfter(0.2, 3), hostConfig: { AutoRemove: true } },
    play: ({ told }) => told('destroy'),
  },
  {
    id: 'job-rm-told',
    when: 'the same, where the user wants to be told of jobs',
    expected: [{ kind: 'jobEnded', news: true, what: /^Exited 3$/ }],
    wish: { shell: shells.exitsAfter(0.2, 3), hostConfig: { AutoRemove: true } },
    notifyJobs: true,
    play: ({ told }) => told('destroy'),
  },
  {
    id: 'fails-as-we-start-it',
    when: 'we start it and it fails at once',
    expected: [crashedWith(1)],
    wish: { shell: shells.exits(1) },
    own: 'start',
    play: dies,
  },
  {
    id: 'fails-as-we-restart-it',
    when: 'we restart it and it fails after that',
    expected: [stopped, crashedWith(1)],
    wish: { shell: `test -e /data/x && exit 1; touch /data/x; ${shells.ignoresTerm}` },
    own: 'restart',
    play: async ({ act, told }) => {
      await act('restart?t=1');
      await told('die', 2);
    },
  },
];
