import { type RowStage, stopped, type VerdictRow } from './row.ts';

const check = (test: readonly string[], timeoutMs = 2_000) => ({
  Healthcheck: { Test: test, Interval: 200_000_000, Timeout: timeoutMs * 1_000_000, Retries: 1 },
});
const turns = ({ told }: RowStage) => told('health_status: unhealthy');

/** Health that changes while the container runs on. */
export const healthRows: readonly VerdictRow[] = [
  {
    id: 'unhealthy-output',
    when: 'its health check fails and says why',
    expected: [{ kind: 'unhealthy', news: true, what: /^Unhealthy: no answer on 8080$/ }],
    wish: { more: check(['CMD-SHELL', 'echo no answer on 8080; exit 1']) },
    play: turns,
  },
  {
    id: 'unhealthy-silent',
    when: 'its health check fails and says nothing',
    expected: [{ kind: 'unhealthy', news: true, what: /^Unhealthy: health check exited 1$/ }],
    wish: { more: check(['CMD', 'false']) },
    play: turns,
  },
  {
    id: 'unhealthy-timeout',
    when: 'its health check does not end in time',
    expected: [{ kind: 'unhealthy', news: true, what: /^Unhealthy: health check timed out after 1\ss$/ }],
    wish: { more: check(['CMD', 'sleep', '5'], 1_000) },
    play: turns,
  },
  {
    id: 'healthy',
    when: 'its health check succeeds, and it is stopped',
    expected: [stopped],
    wish: { more: check(['CMD', 'true']) },
    play: async ({ told, act }) => {
      await told('health_status: healthy');
      await act('stop');
      await told('stop');
    },
  },
];
