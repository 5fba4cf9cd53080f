import type { Incident, IncidentEvidence, Mute } from '../../src-shared/incidents.ts';
import { invokeChannel } from '../../src-shared/ipc.ts';
import type { RuleTrial } from '../../src-shared/rules.ts';
import type { LaunchedApp } from './app.ts';

/** What the window is told of attention, whatever the core knows. */
export interface FedAttention {
  readonly incidents: readonly Incident[];
  readonly mutes?: readonly Mute[];
  /** By incident. */
  readonly evidence?: Readonly<Record<string, readonly IncidentEvidence[]>>;
  /** The sentence with which evidence is refused. */
  readonly evidenceFails?: string;
  readonly trial?: RuleTrial;
}

/**
 * Puts incidents, mutes and answers of the attention commands in place of the core's, and loads the window anew: the
 * interface is pictured and tested with stories that no engine tells within a second.
 */
export async function feedAttention(app: LaunchedApp, fed: FedAttention): Promise<void> {
  await ownStoryTold(app);
  await app.electron.evaluate(
    ({ ipcMain }, { channel, given }) => {
      const handlers: Map<string, (...args: unknown[]) => Promise<unknown>> = Reflect.get(ipcMain, '_invokeHandlers');
      const original: ((...args: unknown[]) => Promise<unknown>) | undefined =
        Reflect.get(globalThis, 'ownHandler') ?? handlers.get(channel);
      if (!original) throw new Error('no handler to stand before');
      Reflect.set(globalThis, 'ownHandler', original);
      const ok = (value: unknown) => ({ ok: true, value });
      handlers.set(channel, async (...args: unknown[]) => {
        const [, name, argument] = args;
        if (name === 'getSnapshot') {
          const answer = (await original(...args)) as { ok: boolean; value: object };
          if (!answer.ok) return answer;
          // The stories are those of the containers that the engine has, where it has one of the name.
          const containers: { id: string; name: string; hostId: string }[] = Reflect.get(answer.value, 'containers');
          const hostId = containers[0]?.hostId ?? 'none';
          const idOf = (containerName: string) =>
            (containers.find((it) => it.name === containerName) ?? containers.find((it) => it.name.includes(containerName)))?.id;
          return ok({
            ...answer.value,
            incidents: given.incidents.map((it) => ({
              ...it,
              hostId,
              containers: it.containers.map((one) => ({ ...one, containerId: idOf(one.name) ?? one.containerId })),
            })),
            mutes: (given.mutes ?? []).map((it) => ({ ...it, scope: { ...it.scope, hostId } })),
          });
        }
        if (name === 'getIncidentEvidence') {
          if (given.evidenceFails !== undefined) {
            return { ok: false, failure: { kind: 'system_error', message: given.evidenceFails, details: {}, atMs: Date.now() } };
          }
          const { incidentId, hostId } = argument as { incidentId: string; hostId: string };
          const snapshot = (await original(args[0], 'getSnapshot', {})) as { value: { containers: { id: string; name: string }[] } };
          const incident = given.incidents.find((it) => it.id === incidentId);
          const found = given.evidence?.[incidentId] ?? [];
          const idNow = (containerId: string) => {
            const name = incident?.containers.find((it) => it.containerId === containerId)?.name;
            const there = snapshot.value.containers;
            return (
              (there.find((it) => it.name === name) ?? there.find((it) => name !== undefined && it.name.includes(name)))?.id ?? containerId
            );
          };
          return ok(found.map((it) => ({ ...it, hostId, containerId: idNow(it.containerId) })));
        }
        if (name === 'tryRule' && given.trial) return ok(given.trial);
        return original(...args);
      });
    },
    { channel: invokeChannel, given: fed },
  );
  await app.page.reload();
  await app.page.getByRole('row').nth(1).waitFor();
}

const settled = new WeakSet<LaunchedApp>();

/**
 * The demo engine's own past has one that died before anybody looked. The core tells of it some time after its first list:
 * were it told after ours, it would stand on top of them.
 */
async function ownStoryTold(app: LaunchedApp): Promise<void> {
  if (settled.has(app)) return;
  await app.page.waitForFunction(async () => {
    const { invoke } = Reflect.get(window, 'quarterdeck');
    const answer: unknown = await Reflect.apply(invoke, null, ['getSnapshot', {}]);
    const incidents: unknown = Reflect.get(Object(Reflect.get(Object(answer), 'value')), 'incidents');
    return Array.isArray(incidents) && incidents.length > 0;
  });
  settled.add(app);
}
