import { expect, it } from 'vitest';
import { createStateLog } from '../../../src-main/fleet/state-log.ts';
import { type LogContext, silentLog } from '../../../src-main/lib/log.ts';
import { buildWeb, Stage } from './stage.ts';

it('the log says of each container from which state to which it went, and nothing of what was there before', () => {
  const lines: LogContext[] = [];
  const stage = new Stage(null);
  const logStates = createStateLog({ ...silentLog, info: (_message, context = {}) => lines.push(context) });
  stage.keeper.onBatch((batch) => logStates(batch.changes));
  const listed = (...containers: ReturnType<typeof buildWeb>[]) =>
    stage.tell({ type: 'containersListed', hostId: buildWeb().hostId, atMs: stage.nowMs, containers });
  listed(buildWeb({ name: 'web' }));
  stage.happen('containerPaused').happen('containerUnpaused').die(1).happen('containerStarted').happen('containerStarted');
  listed(buildWeb({ name: 'web', state: 'exited' }));
  listed();
  stage.keeper.snapshot();
  expect(lines.map((it) => `${it['name']}: ${it['from']} -> ${it['to']}`)).toEqual([
    'web: running -> paused',
    'web: paused -> running',
    'web: running -> exited',
    'web: exited -> running',
    'web: running -> exited',
    'web: exited -> removed',
  ]);
});
