import { splitRemoteHostId } from '../../src-shared/remote-wire.ts';

/** The id, with us, of a remote's host; null: of the remote itself, shown while its engines are not known. */
export function localHostId(remoteId: string, hostId: string | null): string {
  return hostId === null ? remoteId : `${remoteId}-${hostId}`;
}

/** The id of one of our hosts at the remote that it is reached through; the id as it is where there is none. */
export function hostIdThere(hostId: string): string {
  return splitRemoteHostId(hostId)?.hostId ?? hostId;
}
