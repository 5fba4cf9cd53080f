import { containerKey } from '../../../src-shared/ids.ts';
import type { Container } from '../../../src-shared/model.ts';
import type { AttentionParts } from '../attention-parts.ts';
import type { IncidentBook } from './incident-book.ts';
import type { RunBook } from './run-book.ts';
import { resolve, type Telling } from './story.ts';
import { outlook } from './well.ts';

const longestTimerMs = 2_147_483_647;

/** Ends the stories of containers that run well again or that nobody wants to run any more. One timer for all of them. */
export class WellWatch {
  private timer: NodeJS.Timeout | null = null;
  /** Hosts that were looked at before: what had ended by then was over before we looked, which is no news. */
  private readonly looked = new Set<string>();
  private readonly parts: Pick<AttentionParts, 'fleet' | 'now' | 'times'>;
  private readonly book: IncidentBook;
  private readonly runs: RunBook;
  private readonly isListed: (hostId: string) => boolean;

  constructor(
    parts: Pick<AttentionParts, 'fleet' | 'now' | 'times'>,
    book: IncidentBook,
    runs: RunBook,
    isListed: (hostId: string) => boolean,
  ) {
    this.parts = parts;
    this.book = book;
    this.runs = runs;
    this.isListed = isListed;
  }

  /** Looks at all open stories of hosts that are connected. Incidents of rules end when their rule says so. */
  look(): void {
    const fleet = this.parts.fleet();
    const nowMs = this.parts.now();
    const ended: Telling[] = [];
    let nextMs = Number.POSITIVE_INFINITY;
    let names: Set<string> | null = null;
    const seen = new Set<string>();
    const busy = new Set([...fleet.operations.values()].map((it) => containerKey(it.hostId, it.containerId ?? '')));
    for (const story of this.book.open()) {
      const { hostId, kind } = story.incident;
      if (kind === 'rule' || !this.isListed(hostId) || fleet.hosts.get(hostId)?.status.state !== 'connected') continue;
      seen.add(hostId);
      // In the middle of a restart or an update of ours it is not over, whatever it looks like.
      if (story.incident.containers.some((it) => busy.has(containerKey(hostId, it.containerId)))) continue;
      const found = (containerId: string) => this.asStopped(hostId, fleet.containers.get(containerKey(hostId, containerId)));
      const successor = (name: string) => {
        names ??= new Set([...fleet.containers.values()].map((it) => `${it.hostId}/${it.name}`));
        return names.has(`${hostId}/${name}`);
      };
      const now = outlook(story, found, successor, nowMs, this.parts.times);
      if (now.over) ended.push(resolve(story, nowMs, now.how, !now.well || !this.looked.has(hostId), !now.well));
      else if (now.lookAtMs !== null) nextMs = Math.min(nextMs, now.lookAtMs);
    }
    for (const hostId of seen) this.looked.add(hostId);
    this.book.put(ended);
    this.schedule(nextMs - nowMs);
  }

  dispose(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  /** A stop that comes while its policy waits to start it again ends the wait: the death before it was nobody's wish, this is. */
  private asStopped(hostId: string, container: Container | undefined): Container | undefined {
    const run = container && this.runs.get(hostId, container.id)?.run.sequence;
    if (!container?.end || container.end.requested === 'yes' || container.state !== 'exited' || !run || run.stoppedAtMs === null)
      return container;
    return { ...container, end: { ...container.end, requested: 'yes', by: { kind: 'notKnown', name: null } } };
  }

  private schedule(waitMs: number): void {
    this.dispose();
    if (Number.isFinite(waitMs)) this.timer = setTimeout(() => this.look(), Math.min(longestTimerMs, Math.max(1, waitMs)));
  }
}
