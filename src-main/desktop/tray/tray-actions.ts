import type { Navigate } from '../../../src-shared/contract/desktop.ts';
import type { Argument, CommandName } from '../../../src-shared/contract.ts';
import type { Result } from '../../../src-shared/failure.ts';
import type { Fleet } from '../../../src-shared/fleet.ts';
import { containerKey } from '../../../src-shared/ids.ts';
import type { Notice } from '../notices/operation-notice.ts';
import type { TrayAsks } from './tray-asks.ts';
import type { TrayAction } from './tray-description.ts';
import { pauseEndMs } from './tray-menu.ts';

export interface TrayActionOptions {
  /** Asks the core as the user at this desktop. */
  readonly ask: <C extends CommandName>(command: C, argument: Argument<C>) => Promise<Result<unknown>>;
  readonly fleet: () => Fleet;
  readonly goTo: (to: Navigate['to']) => void;
  readonly open: () => void;
  readonly quit: () => void;
  /** Knows what is asked of containers. */
  readonly asks: TrayAsks;
  /** Tells why something did not work: there may be no window to see it in. */
  readonly tell: (notice: Notice) => void;
  readonly now?: () => number;
}

/** Carries out what was chosen in the tray's menu, through the same commands as the window. */
export function createTrayActions(options: TrayActionOptions): (chosen: TrayAction) => Promise<void> {
  const { ask, asks, fleet, goTo, open, quit, tell, now = Date.now } = options;
  const nameOf = (hostId: string, containerId: string) =>
    fleet().containers.get(containerKey(hostId, containerId))?.name ?? 'the container';
  const check = async (title: string, answer: Promise<Result<unknown>>) => {
    const result = await answer;
    if (!result.ok) tell({ title, body: result.failure.message });
  };
  return async (chosen) => {
    switch (chosen.do) {
      case 'start': {
        const { hostId, containerId } = chosen;
        const asked = asks.during(hostId, containerId, ask('startContainer', { hostId, containerId }));
        return check(`Could not start ${nameOf(hostId, containerId)}`, asked);
      }
      case 'stop':
        return stop(chosen.hostId, chosen.containerId);
      case 'restart': {
        const { hostId, containerId } = chosen;
        const asked = asks.during(hostId, containerId, ask('restartContainer', { hostId, containerId, timeoutSeconds: null }));
        return check(`Could not restart ${nameOf(hostId, containerId)}`, asked);
      }
      case 'openPort': {
        const { hostId, containerId, hostPort } = chosen;
        return check(`Could not open port ${hostPort}`, ask('openPort', { hostId, containerId, hostPort }));
      }
      case 'stopProject':
        return stopProject(chosen);
      case 'retryHost':
        return check('Could not look for the engine', ask('retryHost', { hostId: chosen.hostId }));
      case 'pause':
        return check(
          'Could not pause notifications',
          ask('updateSettings', { notificationsPausedUntilMs: pauseEndMs(chosen.until, now()) }),
        );
      case 'resume':
        return check('Could not resume notifications', ask('updateSettings', { notificationsPausedUntilMs: null }));
      case 'goTo':
        return goTo(chosen.to);
      case 'open':
        return open();
      case 'quit':
        return quit();
    }
  };

  function stop(hostId: string, containerId: string): Promise<void> {
    return check(`Could not stop ${nameOf(hostId, containerId)}`, askToStop(hostId, containerId));
  }

  function askToStop(hostId: string, containerId: string): Promise<Result<unknown>> {
    return asks.during(hostId, containerId, ask('stopContainer', { hostId, containerId, timeoutSeconds: null }));
  }

  /** What fails is told in one notice, however many they are. */
  async function stopProject({ hostId, project, containerIds }: TrayAction & { readonly do: 'stopProject' }): Promise<void> {
    const answers = await Promise.all(containerIds.map(async (id) => ({ id, result: await askToStop(hostId, id) })));
    const failed = answers.flatMap(({ id, result }) => (result.ok ? [] : [{ id, body: result.failure.message }]));
    const [first] = failed;
    if (!first) return;
    const many = `Could not stop ${failed.length} of ${containerIds.length} containers of ${project}`;
    tell({ title: failed.length === 1 ? `Could not stop ${nameOf(hostId, first.id)}` : many, body: first.body });
  }
}
