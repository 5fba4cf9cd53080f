import { fail, type Result, succeed } from '../../src-shared/failure.ts';
import { containerKey } from '../../src-shared/ids.ts';
import type { Progress } from '../../src-shared/model.ts';
import type { ActionTarget } from '../docker/actions.ts';
import type { EngineClient } from '../docker/client.ts';
import { pullImage } from '../docker/pull.ts';
import { readCodeFolder } from '../docker/update/code-folder.ts';
import { codePlaceOf } from '../docker/update/code-place.ts';
import { copyCode } from '../docker/update/copy-code.ts';
import type { InspectedContainer } from '../docker/update/inspected.ts';
import { defaultJournalFolder, type Journal, openJournal } from '../docker/update/journal.ts';
import { prepare } from '../docker/update/prepare.ts';
import { missingImage, previewOf } from '../docker/update/preview.ts';
import { refusalOf } from '../docker/update/refusal.ts';
import { type Replacement, type ReplaceTimes, replaceContainer } from '../docker/update/replace.ts';
import { attempt, inspectContainer } from '../docker/update/update-calls.ts';
import type { Caller, ContainerReference, CoreHandlers, CoreParts } from './parts.ts';
import { reachForAction, targetOf } from './reach.ts';

type Replaced = { containerId: string; previousContainerId: string };

export interface UpdateOptions {
  /** Where updates under way are noted, so that a crash leaves none half done. */
  readonly journal?: Journal;
  readonly times?: ReplaceTimes;
}

/** Puts a new container in the place of an old one: with other code, image or configuration. */
export function updateCommands(
  parts: CoreParts,
  options: UpdateOptions = {},
): Pick<CoreHandlers, 'updateCode' | 'previewUpdate' | 'updateContainer'> {
  const log = parts.log.of('update');
  const journal = options.journal ?? openJournal(defaultJournalFolder(), log);

  /** Runs as the one operation on the container. */
  const operate = (
    kind: 'update' | 'updateCode',
    reference: ContainerReference & { readonly readyWithinSeconds: number },
    caller: Caller,
    plan: (update: Update) => Promise<Result<Pick<Replacement, 'recreated' | 'fill'>>>,
  ): Promise<Result<Replaced>> => {
    const { hostId } = reference;
    const reached = reachForAction(parts, hostId);
    if (!reached.ok) return Promise.resolve(reached);
    const { client } = reached.value;
    const target = targetOf(parts, reference);
    if (parts.fleet().deletions.has(containerKey(hostId, target.containerId)))
      return Promise.resolve(fail('validation_error', `${target.name} is being deleted. Undo that first.`));
    return parts.operations.run({
      hostId,
      containerId: target.containerId,
      kind,
      by: caller.actor,
      name: target.name,
      cancellable: true,
      act: async (signal, report, { alsoConcerns }) => {
        const looked = await look(client, target, signal);
        if (!looked.ok) return looked;
        const refusal = refusalOf(looked.value);
        if (refusal !== null) return fail('validation_error', refusal);
        const planned = await plan({ client, target, container: looked.value, signal, report });
        if (!planned.ok) return planned;
        const common = { client, hostId, kind, old: looked.value, flow: parts.flow, journal, log, alsoConcerns };
        const { readyWithinSeconds } = reference;
        const times = options.times ? { times: options.times } : {};
        const replaced = await replaceContainer({ ...common, ...planned.value, readyWithinSeconds, ...times }, signal, report);
        return replaced.ok ? succeed({ containerId: replaced.value, previousContainerId: looked.value.Id }) : replaced;
      },
    });
  };

  return {
    updateCode: (it, caller) =>
      operate('updateCode', it, caller, async ({ client, target, container, signal, report }) => {
        const { place, refusal } = codePlaceOf(container);
        if (!place) return fail('validation_error', refusal);
        report({ percent: 5, message: 'Looking through the code', layers: [] });
        const folder = await readCodeFolder(it.codePath, place.mounted, signal);
        if (!folder.ok) return folder;
        const prepared = await attempt(client, { kind: 'updateCode', name: target.name }, () =>
          prepare(client, container, {}, true, signal),
        );
        if (!prepared.ok) return prepared;
        return succeed({
          recreated: prepared.value.recreated,
          fill: (containerId, ...given) => copyCode({ client, container, place, folder: folder.value }, containerId, ...given),
        });
      }),

    updateContainer: (it, caller) =>
      operate('update', it, caller, async ({ client, target, container, signal, report }) => {
        const pulled = it.pull ? await pullFirst(client, it.patch.image ?? container.Config.Image, signal, report) : succeed(null);
        if (!pulled.ok) return pulled;
        const prepared = await attempt(client, { kind: 'update', name: target.name }, () =>
          prepare(client, container, it.patch, false, signal),
        );
        if (!prepared.ok) return prepared;
        const { newImage, imageReference, recreated } = prepared.value;
        return newImage ? succeed({ recreated, fill: null }) : fail('docker_api_error', missingImage(imageReference));
      }),

    previewUpdate: async (it) => {
      const reached = reachForAction(parts, it.hostId);
      if (!reached.ok) return reached;
      const { client } = reached.value;
      const looked = await look(client, targetOf(parts, it));
      if (!looked.ok) return looked;
      const { value: container } = looked;
      return attempt(client, { kind: 'update', name: container.Name }, () => previewOf(client, container, it.patch, it.pull));
    },
  };
}

interface Update {
  readonly client: EngineClient;
  readonly target: ActionTarget;
  readonly container: InspectedContainer;
  readonly signal: AbortSignal;
  readonly report: (progress: Progress) => void;
}

function look(client: EngineClient, target: ActionTarget, signal?: AbortSignal): Promise<Result<InspectedContainer>> {
  return attempt(client, { kind: 'update', name: target.name }, () => inspectContainer(client, target.containerId, signal));
}

/** The first third of the way. */
function pullFirst(client: EngineClient, image: string, signal: AbortSignal, report: Update['report']): Promise<Result<null>> {
  return pullImage(client, image, {
    signal,
    report: (progress) => report({ ...progress, percent: progress.percent === null ? null : progress.percent * 0.3 }),
  });
}
