import { splitRemoteHostId } from '../../src-shared/remote-wire.ts';

/** The id, with us, of a remote's host; null: of the remote itself, shown while its engines are not known. */
export function localHostId(remoteId: string, hostId: string | null): string {
  return hostId === null ? remoteId : `${remoteId}-${hostId}`;
}

/** The id of one of our hosts at the remote that it is reached through; the id as it is where there is none. */
export function hostIdThere(hostId: string): string {
  return splitRemoteHostId(hostId)?.hostId ?? hostId;
}

/** The id, with us, of a remote's incident: two remotes may have one host id, and so one incident id. */
export function localIncidentId(remoteId: string, incidentId: string): string {
  return `${remoteId}:${incidentId}`;
}

/** The id that the remote, through which `hostId` is reached, has given it; as it is where there is none. */
export function incidentIdThere(incidentId: string, hostId: string): string {
  const prefix = `${splitRemoteHostId(hostId)?.remoteId}:`;
  return incidentId.startsWith(prefix) ? incidentId.slice(prefix.length) : incidentId;
}
