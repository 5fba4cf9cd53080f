import type { Problem } from '../../src-shared/model.ts';
import { remoteProtocol } from '../../src-shared/remote-wire.ts';
import { type ConnectionTimes, openConnection, usualTimes } from './connection.ts';

/** Connects once, for a moment: null if the Quarterdeck there says hello, else why not. */
export function tryRemote(url: string, token: string, ourName: string, times: Partial<ConnectionTimes> = {}): Promise<Problem | null> {
  return new Promise((resolve) => {
    openConnection({
      url,
      token,
      greeting: { protocol: remoteProtocol, client_name: ourName, resume: null },
      times: { ...usualTimes, ...times },
      onHello: (_hello, connection) => {
        resolve(null);
        connection.close();
      },
      onPush: () => {},
      onEnd: (problem) => resolve(problem),
    });
  });
}
