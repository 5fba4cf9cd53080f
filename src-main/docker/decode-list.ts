import { z } from 'zod';
import { boundText } from '../../src-shared/container-detail.ts';
import { containerIdSchema } from '../../src-shared/ids.ts';
import type { Container, End, Health } from '../../src-shared/model.ts';
import { cleanName, composeFacts, imageLimit, labelsSchema, lenientText, orderPorts, toProtocol, toState } from './decode-facts.ts';

const portSchema = z.object({
  PrivatePort: z.number(),
  PublicPort: z.number().optional().catch(undefined),
  Type: lenientText,
  IP: lenientText,
});
const listedSchema = z.object({
  Id: containerIdSchema,
  Names: z.array(z.string()).catch([]),
  Image: lenientText,
  Created: z.number().catch(0),
  State: lenientText,
  Status: lenientText,
  Labels: labelsSchema,
  Ports: z.array(z.unknown()).catch([]),
});

/** Containers as the list tells them: what stands in for a container whose inspect does not answer. Pure. */
export function decodeList(hostId: string, answer: unknown): Container[] {
  if (!Array.isArray(answer)) return [];
  return answer.flatMap((entry: unknown) => {
    const container = decodeListed(hostId, entry);
    return container ? [container] : [];
  });
}

function decodeListed(hostId: string, entry: unknown): Container | null {
  const parsed = listedSchema.safeParse(entry);
  if (!parsed.success) return null;
  const listed = parsed.data;
  const state = toState(listed.State);
  // A linked container has the other's alias among its names; its own is the one without a further slash.
  const name = listed.Names.find((it) => !it.slice(1).includes('/')) ?? listed.Names[0] ?? listed.Id.slice(0, 12);
  return {
    hostId,
    id: listed.Id,
    name: cleanName(name),
    image: boundText(listed.Image, imageLimit),
    state,
    health: healthOf(listed.Status),
    healthSinceMs: null,
    createdAtMs: listed.Created * 1_000,
    // The list says 'Up 3 hours' and no moment; inspect does.
    startedAtMs: null,
    end: endOf(listed.Status, state),
    restartCount: 0,
    restartPolicy: 'no',
    autoRemove: false,
    interactive: false,
    ...composeFacts(listed.Labels),
    ports: orderPorts(
      listed.Ports.flatMap((entry) => {
        const port = portSchema.safeParse(entry).data;
        if (!port) return [];
        return [
          {
            containerPort: port.PrivatePort,
            protocol: toProtocol(port.Type),
            hostPort: port.PublicPort ?? null,
            hostAddress: port.IP || null,
          },
        ];
      }),
    ),
    memoryLimitBytes: null,
  };
}

/** 'Up 2 hours (healthy)', 'Up 3 seconds (health: starting)'. */
function healthOf(status: string): Health {
  const word = /\((?:health: )?(starting|healthy|unhealthy)\)/.exec(status)?.[1];
  return word === 'starting' || word === 'healthy' || word === 'unhealthy' ? word : 'none';
}

/** 'Exited (137) 2 hours ago'. */
function endOf(status: string, state: Container['state']): End | null {
  const code = /^(?:Exited|Restarting) \((-?\d+)\)/.exec(status)?.[1];
  if (code === undefined && state !== 'exited') return null;
  return {
    exitCode: code === undefined ? null : Number(code),
    outOfMemory: false,
    atMs: null,
    requested: 'notKnown',
    by: { kind: 'notKnown', name: null },
  };
}
