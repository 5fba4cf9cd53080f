import type { Problem } from '../../../src-shared/model.ts';
import type { Platform } from '../states/no-engine.ts';

export interface Remedy {
  /** What to do, as a sentence. */
  readonly text: string;
  /** To be copied into a terminal, where one helps. */
  readonly command: string | null;
}

/** How to get an engine back, for the address that failed. The problem's own message says what is wrong; this says what to do, and what comes with it. */
export function remedyFor(problem: Problem, address: string, platform: Platform): Remedy {
  if (/^https?:\/\//.test(address)) return remoteRemedy(problem);
  switch (problem.kind) {
    case 'socketMissing':
    case 'refused':
      return startRemedy(address, platform);
    case 'permissionDenied':
      return platform === 'linux' && address.startsWith('unix://')
        ? {
            text: 'Members of that group can become root. Rootless Docker is the way without it.',
            command: 'sudo usermod -aG docker $USER',
          }
        : { text: 'Ask whoever runs this engine for access.', command: null };
    case 'notAnswering':
      return {
        ...restartRemedy(address, platform),
        text: 'Containers go down with it unless it keeps them alive.',
      };
    case 'stoppedOnPurpose':
      return {
        text: 'It is not woken by being looked at. ‘Retry now’ does so, and starts it where the system allows that.',
        command: null,
      };
    case 'malformedAddress':
      return { text: 'Correct the address in the settings, or in DOCKER_HOST and start Quarterdeck again.', command: null };
    case 'notSupportedYet':
      return { text: 'Use an engine behind a local socket, or plain tcp on a network that you trust.', command: null };
    case 'tooOld':
      return { text: 'Update it: Quarterdeck needs Docker Engine 20.10 or Podman 4.4.', command: null };
    case 'connectionLost':
      return { text: 'Quarterdeck tries again by itself; what is shown is as of the last answer.', command: null };
    case 'other':
      return {
        text: 'Quarterdeck tries again by itself. The engine’s own log may say more.',
        command: platform === 'linux' ? 'journalctl -u docker -n 50' : null,
      };
  }
}

/** Of another Quarterdeck, or of an engine that it reaches: what helps is done on its machine. */
function remoteRemedy(problem: Problem): Remedy {
  const text =
    problem.kind === 'permissionDenied'
      ? 'If its token has changed, remove it in the settings and add it with the new one.'
      : 'Quarterdeck tries again by itself. What helps is done on the machine where it runs.';
  return { text, command: null };
}

function startRemedy(address: string, platform: Platform): Remedy {
  if (address.startsWith('tcp://'))
    return { text: 'Start the engine on that machine, and check that it listens on this port.', command: null };
  if (/podman/.test(address)) {
    return platform === 'linux'
      ? { text: 'Start Podman’s socket.', command: 'systemctl --user start podman.socket' }
      : { text: 'Start the Podman machine.', command: 'podman machine start' };
  }
  if (/colima/.test(address)) return { text: 'Start Colima.', command: 'colima start' };
  if (/orbstack/.test(address)) return { text: 'Start OrbStack.', command: 'orb start' };
  if (/desktop|docker_engine/i.test(address) || platform !== 'linux') {
    return platform === 'linux'
      ? { text: 'Start Docker Desktop.', command: 'systemctl --user start docker-desktop' }
      : { text: 'Start Docker Desktop.', command: platform === 'mac' ? 'open -a Docker' : null };
  }
  if (/\/run\/user\//.test(address)) return { text: 'Start your own engine.', command: 'systemctl --user start docker' };
  return { text: 'Start the engine.', command: 'sudo systemctl start docker' };
}

function restartRemedy(address: string, platform: Platform): Remedy {
  const start = startRemedy(address, platform);
  return { text: start.text, command: start.command?.includes('systemctl') ? start.command.replace(' start ', ' restart ') : null };
}
