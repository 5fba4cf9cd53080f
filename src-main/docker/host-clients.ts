import { fail, type Result, succeed } from '../../src-shared/failure.ts';
import type { Fleet } from '../../src-shared/fleet.ts';
import { isRemoteHostId } from '../../src-shared/remote-wire.ts';
import { parseAddress } from './address.ts';
import { type EngineClient, openClient } from './client.ts';

export interface HostClients {
  /** The client for actions on a host; a Failure where the host is unknown, was never reached, or can't be. */
  clientFor(hostId: string): Result<EngineClient>;
  /** Ends the connections to a host that is none any more. */
  forget(hostId: string): void;
  /** Ends every connection. */
  close(): void;
}

/** Keeps one client a host, renewed when the engine behind it speaks another API version than before. */
export function openHostClients(fleet: () => Fleet): HostClients {
  const clients = new Map<string, EngineClient>();
  return {
    clientFor: (hostId) => {
      const host = fleet().hosts.get(hostId);
      if (isRemoteHostId(hostId))
        return fail('validation_error', 'This engine is reached by another Quarterdeck. Act on it there.', { hostId });
      if (!host?.engine) return fail('docker_api_error', 'This engine is not connected. Wait until it answers, or retry it.');
      const known = clients.get(hostId);
      if (known?.apiVersion === host.engine.apiVersion) return succeed(known);
      const parsed = parseAddress(host.address);
      if (!parsed.ok) return fail('validation_error', parsed.problem.message);
      known?.close();
      const client = openClient(parsed.address, { apiVersion: host.engine.apiVersion });
      clients.set(hostId, client);
      return succeed(client);
    },
    forget: (hostId) => {
      clients.get(hostId)?.close();
      clients.delete(hostId);
    },
    close: () => {
      for (const client of clients.values()) client.close();
      clients.clear();
    },
  };
}
