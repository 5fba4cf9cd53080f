import { z } from 'zod';
import type { Change } from '../../src-shared/changes.ts';
import { fail, type Result, succeed } from '../../src-shared/failure.ts';
import { type Incident, isOpen, type Mute, type MuteScope, type MuteUntil, muteKey, muteSchema } from '../../src-shared/incidents.ts';
import type { Store } from '../store/store.ts';

export const mutesValueKey = 'mutes';
const mutesKept = 1_000;
/** The longest time that a timer can wait. */
const longestTimerMs = 2_147_483_647;

export interface MutesParts {
  tell(changes: readonly Change[], options: { readonly atOnce: boolean }): void;
  readonly store: Pick<Store, 'putValue'>;
  /** The incidents of our own engines. */
  incidents(): readonly Incident[];
  readonly now: () => number;
}

/** What is not told, and until when. Kept over restarts; one timer at most. */
export class Mutes {
  private readonly byKey = new Map<string, Mute>();
  private timer: NodeJS.Timeout | null = null;
  private readonly parts: MutesParts;

  constructor(parts: MutesParts) {
    this.parts = parts;
  }

  /** Takes in what an earlier run has kept; what is broken or over is left out. */
  load(kept: unknown): void {
    const parsed = z.array(z.unknown()).safeParse(kept).data ?? [];
    const nowMs = this.parts.now();
    for (const one of parsed) {
      const mute = muteSchema.safeParse(one).data;
      if (mute && !isOver(mute, this.parts.incidents(), nowMs)) this.byKey.set(muteKey(mute.scope), mute);
    }
    const told = [...this.byKey.values()].map((mute): Change => ({ type: 'muted', hostId: mute.scope.hostId, atMs: mute.sinceMs, mute }));
    if (told.length > 0) this.parts.tell(told, { atOnce: false });
    this.schedule();
  }

  mute(scope: MuteScope, until: MuteUntil): Result<null> {
    const nowMs = this.parts.now();
    const mute: Mute = { scope, until, sinceMs: nowMs };
    const name = scope.kind === 'container' ? scope.name : scope.project;
    if (until.kind === 'time' && until.atMs <= nowMs) return fail('validation_error', 'This time is over. Choose a later one.');
    if (isOver(mute, this.parts.incidents(), nowMs))
      return fail('validation_error', `${name.slice(0, 64)} has no open incident that could end. Mute it for an hour, or for good.`);
    if (this.byKey.size >= mutesKept && !this.byKey.has(muteKey(scope)))
      return fail('validation_error', `${mutesKept} mutes are set. Take some of them away first.`);
    this.byKey.set(muteKey(scope), mute);
    this.parts.tell([{ type: 'muted', hostId: scope.hostId, atMs: nowMs, mute }], { atOnce: true });
    this.save();
    return succeed(null);
  }

  /** One that nobody has set is none any more. */
  unmute(scope: MuteScope): Result<null> {
    this.end(this.byKey.has(muteKey(scope)) ? [scope] : []);
    return succeed(null);
  }

  /** Ends those that are over: called when time has passed or an incident has ended. */
  settle(): void {
    const incidents = this.parts.incidents();
    const nowMs = this.parts.now();
    this.end([...this.byKey.values()].filter((it) => isOver(it, incidents, nowMs)).map((it) => it.scope));
  }

  dispose(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private end(scopes: readonly MuteScope[]): void {
    if (scopes.length === 0) return;
    for (const scope of scopes) this.byKey.delete(muteKey(scope));
    const atMs = this.parts.now();
    this.parts.tell(
      scopes.map((scope): Change => ({ type: 'unmuted', hostId: scope.hostId, atMs, scope })),
      { atOnce: true },
    );
    this.save();
  }

  private save(): void {
    this.parts.store.putValue(mutesValueKey, [...this.byKey.values()]);
    this.schedule();
  }

  private schedule(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    const ends = [...this.byKey.values()].flatMap(({ until }) => (until.kind === 'time' ? [until.atMs] : []));
    if (ends.length === 0) return;
    const waitMs = Math.min(longestTimerMs, Math.max(0, Math.min(...ends) - this.parts.now()));
    this.timer = setTimeout(() => {
      this.settle();
      this.schedule();
    }, waitMs);
    this.timer.unref();
  }
}

/** Whether a mute has come to its end. Pure. */
export function isOver({ scope, until }: Mute, incidents: readonly Incident[], nowMs: number): boolean {
  switch (until.kind) {
    case 'time':
      return until.atMs <= nowMs;
    case 'well':
      return !incidents.some((it) => isOpen(it) && concerns(scope, it));
    case 'forever':
      return false;
  }
}

/** Whether an incident is one of those that the mute keeps quiet. Pure. */
export function concerns(scope: MuteScope, incident: Incident): boolean {
  if (incident.hostId !== scope.hostId) return false;
  if (scope.kind === 'project') return incident.project === scope.project;
  return incident.containers.some(({ name }) => muteKey({ ...scope, name }) === muteKey(scope));
}
