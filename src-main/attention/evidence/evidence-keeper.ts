import { setImmediate as nextTurn } from 'node:timers/promises';
import { formatDuration } from '../../../src-shared/format.ts';
import type { EvidenceFact } from '../../../src-shared/incidents.ts';
import type { Container } from '../../../src-shared/model.ts';
import type { AttentionParts } from '../attention-parts.ts';
import type { IncidentBook } from '../incidents/incident-book.ts';
import { errorLineOf } from '../incidents/judge.ts';
import type { OwnActs } from '../incidents/own-acts.ts';
import type { Track } from '../incidents/run-book.ts';
import type { Verdict } from '../verdicts/verdict.ts';
import { changedFacts, evidenceOf } from './evidence.ts';
import type { Examination } from './examiner.ts';
import type { PastImages } from './past-images.ts';

const replacedCountsMs = 600_000;

export interface KeptDeath {
  readonly incidentId: string;
  readonly track: Track;
  readonly examination: Examination;
  readonly verdict: Pick<Verdict, 'kind' | 'facts' | 'diedAtMs'>;
  readonly atMs: number;
}

/** Writes down what was learnt of deaths, one after the other and in slices: taking out secrets takes milliseconds a log. */
export class EvidenceKeeper {
  private last: Promise<void> = Promise.resolve();
  private closed = false;
  private readonly book: IncidentBook;
  private readonly acts: OwnActs;
  private readonly images: PastImages;
  private readonly parts: Pick<AttentionParts, 'log' | 'now'>;

  constructor(parts: Pick<AttentionParts, 'log' | 'now'>, book: IncidentBook, acts: OwnActs, images: PastImages) {
    this.parts = parts;
    this.book = book;
    this.acts = acts;
    this.images = images;
  }

  keep(death: KeptDeath): void {
    this.last = this.last
      .then(async () => {
        await nextTurn();
        if (!this.closed) await this.write(death);
      })
      .catch((error: unknown) => this.parts.log.error('What was learnt of a death could not be written down', { error }));
  }

  /** Resolves once what was handed in is written. */
  async close(): Promise<void> {
    await this.last;
    this.closed = true;
  }

  private async write({ incidentId, track, examination, verdict, atMs }: KeptDeath): Promise<void> {
    const container = examination.facts?.container ?? track.container;
    const engineError = examination.facts?.engineError ?? '';
    const said: EvidenceFact[] = engineError === '' ? [] : [{ label: 'The engine says', value: engineError }];
    const evidence = await evidenceOf(
      {
        container,
        verdict: verdict.kind,
        facts: [...verdict.facts, ...said, ...this.changes(incidentId, container, atMs)],
        tail: examination.tail ?? [],
        errorLineIndex: errorLineOf(examination)?.index ?? null,
        samples: examination.samples,
        diedAtMs: verdict.diedAtMs ?? atMs,
        events: track.events,
      },
      nextTurn,
    );
    this.book.putEvidence(incidentId, evidence);
  }

  private changes(incidentId: string, container: Container, atMs: number): EvidenceFact[] {
    const update = this.acts.updateOf(container.hostId, container.name, this.parts.now());
    const diedWith = (this.book.get(incidentId)?.incident.containers ?? []).filter((it) => it.containerId !== container.id);
    const changed = {
      updated: update ? { code: update.kind === 'updateCode', agoMs: Math.max(0, atMs - update.atMs) } : null,
      replaced: this.images.before(container, atMs, replacedCountsMs),
      diedWith: diedWith.map((it) => it.name),
    };
    return changedFacts(changed, formatDuration);
  }
}
