import { succeed } from '../../src-shared/failure.ts';
import type { Remotes } from '../remote/remotes.ts';
import type { DesktopHandlers } from './parts.ts';

/** The list of the other Quarterdecks. */
export function remoteCommands(remotes: Remotes): Pick<DesktopHandlers, 'getRemotes' | 'getTokenKeeping' | 'addRemote' | 'removeRemote'> {
  return {
    getRemotes: async () => succeed([...remotes.list()]),
    getTokenKeeping: async () => succeed(remotes.keeping),
    addRemote: ({ name, url, token }) => remotes.add(name, url, token),
    removeRemote: ({ id }) => remotes.remove(id),
  };
}
