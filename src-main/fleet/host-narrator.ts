import type { Change, ChangeOf } from '../../src-shared/changes.ts';
import type { Fleet } from '../../src-shared/fleet.ts';
import { formatDuration } from '../../src-shared/format.ts';
import type { Activity, Host } from '../../src-shared/model.ts';
import { type Gap, isEngineDown } from '../attention/verdicts/gap.ts';

/** Tells of an engine that came, went and came back: one line each, however often the state is reported. */
export class HostNarrator {
  /** Who was lost, and when. */
  private readonly lost = new Map<string, { readonly who: string; readonly atMs: number }>();
  /** What is known of the gap under way: whether the engine itself was down. */
  private readonly gaps = new Map<string, { readonly fromMs: number; engineWasDown: boolean | null }>();

  tell(fleet: Fleet, change: ChangeOf<'hostStatusChanged'>): Change[] {
    const host = fleet.hosts.get(change.hostId);
    this.noteGap(change);
    if (!host || host.status.state === change.status.state) return [];
    const engine = host.engine ? host.engine.name : 'The engine';
    const lost = this.lost.get(host.id);
    switch (change.status.state) {
      case 'connected': {
        this.lost.delete(host.id);
        const connected = host.engine ? `Connected to ${engine} ${host.engine.version}` : `Connected to ${host.address}`;
        const text = lost === undefined ? connected : `${lost.who} answers again after ${formatDuration(change.atMs - lost.atMs)}`;
        return [lineOf(host, change, 'running', text)];
      }
      case 'reconnecting':
      case 'unreachable': {
        if (lost !== undefined || host.status.state === 'connecting') return [];
        const who = change.status.problem.who === 'quarterdeck' ? 'Quarterdeck' : engine;
        this.lost.set(host.id, { who, atMs: change.status.sinceMs });
        return [lineOf(host, change, 'attention', `${who} stopped answering`)];
      }
      case 'connecting':
        return [];
    }
  }

  /** The gap that a list ends. A list in between, for an event that could not be read, ends a gap of which nobody knew. */
  endGap(host: Host, untilMs: number): Gap {
    const gap = this.gaps.get(host.id) ?? { fromMs: host.lastSeenAtMs ?? untilMs, engineWasDown: false };
    this.gaps.delete(host.id);
    return { how: 'away', untilMs, liveRestore: null, ...gap };
  }

  forget(hostId: string): void {
    this.lost.delete(hostId);
    this.gaps.delete(hostId);
  }

  private noteGap({ hostId, status }: ChangeOf<'hostStatusChanged'>): void {
    if (status.state !== 'reconnecting' && status.state !== 'unreachable') return;
    const gap = this.gaps.get(hostId) ?? { fromMs: status.sinceMs, engineWasDown: null };
    // Where another Quarterdeck is away, nothing is known of its engine.
    const engineIsDown = status.problem.who !== 'quarterdeck' && isEngineDown(status.problem.kind);
    this.gaps.set(hostId, { ...gap, engineWasDown: engineIsDown || gap.engineWasDown });
  }
}

function lineOf(host: Host, change: ChangeOf<'hostStatusChanged'>, tone: Activity['tone'], text: string): Change {
  return {
    type: 'activityTold',
    activity: {
      id: `${host.id}:${change.status.state}:${change.atMs}`,
      atMs: change.atMs,
      hostId: host.id,
      containerId: null,
      containerName: host.name,
      project: null,
      kind: 'engine',
      tone,
      text,
      by: { kind: 'engine', name: null },
      facts: [],
      events: [],
    },
  };
}
