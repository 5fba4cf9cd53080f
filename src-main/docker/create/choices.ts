import { z } from 'zod';
import type { EngineClient } from '../client.ts';

const networksSchema = z.array(
  z.object({
    Name: z.string(),
    Driver: z.string().catch(''),
    IPAM: z
      .object({ Config: z.array(z.object({ Subnet: z.string().nullish() })).nullish() })
      .nullish()
      .catch(null),
  }),
);
const volumesSchema = z.object({ Volumes: z.array(z.object({ Name: z.string() })).nullish() });
/** The engine's names for anonymous volumes. */
const anonymous = /^[0-9a-f]{64}$/;

export interface NetworkChoice {
  readonly name: string;
  readonly driver: string;
  readonly subnet: string | null;
}

/** The networks that a container may join, by name. Rejects as `client.call` does. */
export async function listNetworks(client: EngineClient): Promise<NetworkChoice[]> {
  const answer: unknown = await client.call((docker) => docker.listNetworks());
  return networksSchema
    .parse(answer)
    .map(({ Name, Driver, IPAM }) => ({ name: Name, driver: Driver, subnet: IPAM?.Config?.find((it) => it.Subnet)?.Subnet ?? null }))
    .sort((left, right) => left.name.localeCompare(right.name));
}

/** The named volumes of a host, by name. Rejects as `client.call` does. */
export async function listVolumes(client: EngineClient): Promise<string[]> {
  const answer: unknown = await client.call((docker) => docker.listVolumes());
  const names = (volumesSchema.parse(answer).Volumes ?? []).map((it) => it.Name);
  return names.filter((it) => !anonymous.test(it)).sort((left, right) => left.localeCompare(right));
}
