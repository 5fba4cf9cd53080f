import type { Change } from '../../../src-shared/changes.ts';
import { type Incident, type IncidentEvidence, incidentsKept, isOpen } from '../../../src-shared/incidents.ts';
import type { Store } from '../../store/store.ts';
import type { AttentionTimes } from '../attention-times.ts';
import { keptStory, type Story, type Telling } from './story.ts';

export interface IncidentBookParts {
  tell(changes: readonly Change[], options: { readonly atOnce: boolean }): void;
  /** Where a host's incidents are kept: a demo's do not outlive the core. */
  storeOf(hostId: string): Pick<Store, 'putIncident' | 'putEvidence' | 'dropIncident'>;
  readonly now: () => number;
  readonly times: Pick<AttentionTimes, 'detailsMs'>;
}

/** The incidents of our own engines: each told to the Fleet and kept when it changes; the oldest go when there are too many. */
export class IncidentBook {
  private readonly byId = new Map<string, Story>();
  /** Stories with details that are told in a moment. */
  private readonly waiting = new Set<string>();
  private timer: NodeJS.Timeout | null = null;
  private detailsAtMs = Number.NEGATIVE_INFINITY;
  private readonly parts: IncidentBookParts;

  constructor(parts: IncidentBookParts) {
    this.parts = parts;
  }

  /** Oldest first. */
  stories(): Story[] {
    return [...this.byId.values()];
  }

  open(): Story[] {
    return this.stories().filter((it) => isOpen(it.incident));
  }

  get(incidentId: string): Story | undefined {
    return this.byId.get(incidentId);
  }

  /** Takes in what an earlier run has kept, which is no news. */
  load(incidents: readonly Incident[]): void {
    for (const incident of incidents) this.byId.set(incident.id, keptStory(incident));
    const told = this.stories().map(({ incident }): Change => ({ type: 'incidentTold', incident, news: null }));
    this.parts.tell(told, { atOnce: false });
  }

  /** Puts stories as they are now, and tells them in one. */
  put(tellings: readonly Telling[]): void {
    if (tellings.length === 0) return;
    const changes: Change[] = [];
    for (const { story, news } of tellings) {
      this.keep(story);
      changes.push({ type: 'incidentTold', incident: story.incident, news });
    }
    this.parts.tell([...changes, ...this.dropOldest()], { atOnce: tellings.some((it) => it.news !== null) });
  }

  /** The same for details: what comes fast is told together, as a container may restart many times a second. */
  putDetail(story: Story): void {
    this.byId.set(story.incident.id, story);
    this.waiting.add(story.incident.id);
    if (this.timer) return;
    const waitMs = this.detailsAtMs + this.parts.times.detailsMs - performance.now();
    if (waitMs <= 0) this.tellDetails();
    else this.timer = setTimeout(() => this.tellDetails(), waitMs);
  }

  putEvidence(incidentId: string, evidence: IncidentEvidence): void {
    const story = this.byId.get(incidentId);
    if (story) this.parts.storeOf(story.incident.hostId).putEvidence(incidentId, evidence);
  }

  /** Takes it out for good; false if there is none of this host. */
  forget(hostId: string, incidentId: string): boolean {
    if (this.byId.get(incidentId)?.incident.hostId !== hostId) return false;
    this.parts.tell([this.drop(hostId, incidentId)], { atOnce: true });
    return true;
  }

  forgetHost(hostId: string): void {
    const gone = this.stories().filter((it) => it.incident.hostId === hostId);
    if (gone.length > 0)
      this.parts.tell(
        gone.map((it) => this.drop(hostId, it.incident.id)),
        { atOnce: false },
      );
  }

  /** Tells what waits, and stops. */
  dispose(): void {
    if (this.waiting.size > 0) this.tellDetails();
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
  }

  private tellDetails(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.detailsAtMs = performance.now();
    const stories = [...this.waiting].flatMap((id) => this.byId.get(id) ?? []);
    this.waiting.clear();
    this.put(stories.map((story) => ({ story, news: null })));
  }

  private keep(story: Story): void {
    const { id, hostId } = story.incident;
    this.byId.set(id, story);
    this.waiting.delete(id);
    this.parts.storeOf(hostId).putIncident(story.incident);
  }

  private dropOldest(): Change[] {
    const dropped: Change[] = [];
    while (this.byId.size > incidentsKept) {
      const stories = this.stories();
      const oldest = stories.find((it) => !isOpen(it.incident)) ?? stories[0];
      if (!oldest) break;
      dropped.push(this.drop(oldest.incident.hostId, oldest.incident.id));
    }
    return dropped;
  }

  private drop(hostId: string, incidentId: string): Change {
    this.byId.delete(incidentId);
    this.waiting.delete(incidentId);
    this.parts.storeOf(hostId).dropIncident(incidentId);
    return { type: 'incidentForgotten', hostId, atMs: this.parts.now(), incidentId };
  }
}
