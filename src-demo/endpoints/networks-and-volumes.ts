import { sendError, sendJson } from '../http/answer.ts';
import type { Handler } from '../http/exchange.ts';
import { hashText } from '../load/random.ts';
import { steadyId, type World } from '../world/world.ts';

/** The networks of the machine: the engine's own, and those of its containers. */
export function networkNames(world: World): ReadonlySet<string> {
  return new Set(['bridge', 'host', 'none', ...[...world.containers.values()].map(({ spec }) => spec.network)]);
}

/** GET /networks, of each what one chooses by. */
export const networks: Handler = ({ response, world }) => {
  const list = [...networkNames(world)].map((Name) => {
    const plain = Name === 'host' || Name === 'none';
    return {
      Name,
      Id: steadyId(`network/${Name}`),
      Scope: 'local',
      Driver: Name === 'none' ? 'null' : plain ? 'host' : 'bridge',
      IPAM: { Driver: 'default', Options: null, Config: plain ? [] : [{ Subnet: `172.${16 + (hashText(Name) % 14)}.0.0/16` }] },
    };
  });
  sendJson(response, 200, list);
};

function volumeShapes(world: World) {
  const mounts = [...world.containers.values()].flatMap(({ spec }) => spec.mounts);
  const names = new Set(mounts.flatMap((mount) => (mount.type === 'volume' ? [mount.source] : [])));
  return [...names].map((Name) => ({
    Name,
    Driver: 'local',
    Mountpoint: `/var/lib/docker/volumes/${Name}/_data`,
    Labels: null,
    Options: null,
    Scope: 'local',
  }));
}

/** GET /volumes */
export const volumes: Handler = ({ response, world }) => sendJson(response, 200, { Volumes: volumeShapes(world), Warnings: null });

/** GET /volumes/{name} */
export const volume: Handler = ({ response, subject, world }) => {
  const found = volumeShapes(world).find((it) => it.Name === subject);
  if (found) sendJson(response, 200, found);
  else sendError(response, 404, `get ${subject}: no such volume`);
};
