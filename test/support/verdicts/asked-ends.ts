import { shells } from '../containers.ts';
import { crashedWith, type RowStage, stopped, type VerdictRow } from './row.ts';

/** Does something to the containers and waits for the last event that comes of it. */
const does =
  (action: string, last: string) =>
  async ({ act, told }: RowStage) => {
    await act(action);
    await told(last);
  };
const both = async ({ told }: RowStage) => {
  await told('die');
  await told('stop');
};
/** A run that ends when its image's own stop signal comes, and at no other. */
const endsAt = (signal: string) => `trap "exit 0" ${signal}; trap "" TERM; while :; do sleep 3600 & wait $!; done`;
const shop = { 'com.docker.compose.project': 'shop', 'com.docker.compose.service': 'web' };
const loops = { shell: shells.exits(1), hostConfig: { RestartPolicy: { Name: 'always' } } };
const loop = { kind: 'restartLoop' as const, news: true, what: /^Restart loop: exited 1 \w+ times in \d+\ss$/ };

/** Ends that somebody asked for, and signals that only look so. */
export const askedEnds: readonly VerdictRow[] = [
  {
    id: 'stop',
    when: 'docker stop of one that obeys',
    expected: [stopped],
    play: async (stage) => {
      await stage.act('stop');
      await both(stage);
    },
  },
  {
    id: 'stop-ignored',
    when: 'docker stop of one that ignores SIGTERM (137)',
    expected: [{ kind: 'stopped', news: false, what: /^Stopped, had to be killed$/ }],
    wish: { shell: shells.ignoresTerm },
    play: async (stage) => {
      await stage.act('stop?t=1');
      await both(stage);
    },
  },
  {
    id: 'stop-winch',
    when: 'docker stop of an image with StopSignal WINCH',
    expected: [stopped],
    wish: { shell: endsAt('WINCH'), more: { StopSignal: 'SIGWINCH' } },
    play: async (stage) => {
      await stage.act('stop');
      await both(stage);
    },
  },
  {
    id: 'stop-usr1-number',
    when: 'docker stop of an image with StopSignal 10, which ends with code 5',
    expected: [stopped],
    wish: { shell: endsAt('USR1').replace('exit 0', 'exit 5'), more: { StopSignal: '10' } },
    play: async (stage) => {
      await stage.act('stop');
      await both(stage);
    },
  },
  {
    id: 'stop-in-backoff',
    when: 'docker stop while its restart policy waits',
    expected: [crashedWith(1), crashedWith(1), loop, loop, loop],
    wish: loops,
    play: async ({ told, act }) => {
      await told('die', 5);
      await act('stop?t=0');
      await told('stop');
    },
  },
  {
    id: 'restart',
    when: 'docker restart',
    expected: [stopped],
    play: does('restart', 'restart'),
  },
  { id: 'kill', when: 'docker kill', expected: [{ kind: 'stopped', news: false, what: /^Killed$/ }], play: does('kill', 'die') },
  { id: 'kill-term', when: 'docker kill -s TERM', expected: [stopped], play: does('kill?signal=TERM', 'die') },
  {
    id: 'kill-int-9',
    when: 'docker kill -s 2 of one that ends with code 130',
    expected: [stopped],
    wish: { shell: endsAt('INT').replace('exit 0', 'exit 130') },
    play: does('kill?signal=2', 'die'),
  },
  {
    id: 'kill-hup',
    when: 'docker kill -s HUP of one that goes on',
    expected: [],
    wish: { shell: `trap "" HUP; ${shells.ignoresTerm}` },
    play: does('kill?signal=HUP', 'kill'),
  },
  {
    id: 'kill-hup-then-crash',
    when: 'docker kill -s HUP, on which it fails',
    expected: [crashedWith(1)],
    wish: { shell: 'trap "exit 1" HUP; while :; do sleep 3600 & wait $!; done' },
    play: does('kill?signal=HUP', 'die'),
  },
  {
    id: 'kill-paused',
    when: 'docker kill of a paused one',
    expected: [{ kind: 'stopped', news: false, what: /^Killed$/ }],
    play: async ({ act, told }) => {
      await act('pause');
      await act('kill');
      await told('die');
    },
  },
  {
    id: 'term-then-start',
    when: 'docker stop, docker start, and then it crashes by itself',
    expected: [stopped, crashedWith(7)],
    wish: { shell: 'test -e /data/x && exit 7; touch /data/x; trap "exit 0" TERM; while :; do sleep 3600 & wait $!; done' },
    play: async ({ act, told }) => {
      await act('stop');
      await told('stop');
      await act('start');
      await told('die', 2);
    },
  },
  {
    id: 'rename-amid-stop',
    when: 'a rename between the signal and the death',
    expected: [{ kind: 'stopped', news: false, what: /^Stopped/ }],
    wish: { shell: shells.ignoresTerm },
    play: async ({ act, told, ids }) => {
      const stopping = act('stop?t=1');
      await told('kill');
      await act(`rename?name=renamed-${ids[0]?.slice(0, 12)}`);
      await stopping;
      await told('stop');
    },
  },
  {
    id: 'rm-force',
    when: 'docker rm -f of a running one',
    expected: [{ kind: 'stopped', news: false, what: /^Killed/ }],
    play: async ({ remove, told }) => {
      await remove();
      await told('destroy');
    },
  },
  {
    id: 'rm-stopped',
    when: 'docker rm of one that had ended well',
    expected: [{ kind: 'finished', news: false, what: /^Finished, code 0$/ }],
    wish: { shell: shells.exitsAfter(0.2, 0) },
    play: async ({ remove, told }) => {
      await told('die');
      await remove();
      await told('destroy');
    },
  },
  {
    id: 'stop-rm-job',
    when: 'docker stop of one run with --rm that ends with 143',
    expected: [stopped],
    wish: { shell: 'trap "exit 143" TERM; while :; do sleep 3600 & wait $!; done', hostConfig: { AutoRemove: true } },
    play: does('stop', 'destroy'),
  },
  {
    id: 'compose-down',
    when: 'docker compose down of a project of three',
    expected: [stopped],
    wish: { labels: shop },
    count: 3,
    play: async ({ act, remove, told }) => {
      await act('stop?t=1');
      await remove();
      await told('destroy');
    },
  },
  {
    id: 'our-stop',
    when: 'we stop it and it ends with code 1',
    expected: [{ kind: 'stopped', news: false, what: /^Stopped/ }],
    wish: { shell: 'trap "exit 1" TERM; while :; do sleep 3600 & wait $!; done' },
    own: 'stop',
    play: does('stop', 'stop'),
  },
  {
    id: 'our-remove',
    when: 'we remove it while it runs',
    expected: [{ kind: 'stopped', news: false, what: /^Killed/ }],
    own: 'remove',
    play: async ({ remove, told }) => {
      await remove();
      await told('destroy');
    },
  },
];
