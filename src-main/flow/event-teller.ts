import type { Change } from '../../src-shared/changes.ts';
import type { Container } from '../../src-shared/model.ts';
import { redactText } from '../lib/redact.ts';
import type { FlowEvent } from './flow-parts.ts';
import { shownValue } from './shown-message.ts';
import { TokenBucket } from './token-bucket.ts';

const burst = 10;
const perSecond = 1;
const dataLimit = 200;

/** Tells the feed of what one container says unasked, so many lines a second at most: the next line counts what was left out. */
export class EventTeller {
  private readonly bucket = new TokenBucket(burst, perSecond);
  private leftOut = 0;
  private told = 0;

  /** Null where the feed has had enough of this container for now. */
  tell(container: Container, { event, actor, data }: FlowEvent, atMs: number): Change | null {
    if (!this.bucket.tryTake(atMs)) {
      this.leftOut += 1;
      return null;
    }
    const facts = data === null ? [] : [{ label: 'Data', value: shownValue(data, dataLimit) }];
    if (this.leftOut > 0) facts.push({ label: 'Left out before', value: `${this.leftOut} messages` });
    this.leftOut = 0;
    this.told += 1;
    const name = redactText(event);
    const shownActor = actor === null ? null : redactText(actor);
    return {
      type: 'activityTold',
      activity: {
        id: `${container.hostId}/${container.id}:flow:${atMs}:${this.told}`,
        atMs,
        hostId: container.hostId,
        containerId: container.id,
        containerName: container.name,
        project: container.project,
        kind: 'message',
        tone: 'neutral',
        text: shownActor === null ? `Sent ‘${name}’` : `${shownActor}: ${name}`,
        by: { kind: 'itself', name: shownActor },
        facts,
        events: [],
      },
    };
  }
}
