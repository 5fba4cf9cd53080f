import type { Container } from '../../../src-shared/model.ts';

const namesKept = 2_000;

interface Known {
  readonly containerId: string;
  readonly image: string;
  readonly createdAtMs: number;
  /** The image of the container that had the name before this one. */
  readonly imageBefore: string | null;
}

/** Which image a container's name stood for before, as updates and compose put a new container in an old one's place. */
export class PastImages {
  private readonly names = new Map<string, Known>();

  saw({ hostId, name, id, image, createdAtMs }: Container): void {
    const key = `${hostId}/${name}`;
    const before = this.names.get(key);
    if (before && before.createdAtMs > createdAtMs) return;
    const imageBefore = before?.containerId === id ? before.imageBefore : before && before.image !== image ? before.image : null;
    // The latest go last, so that the oldest are the first to go.
    this.names.delete(key);
    this.names.set(key, { containerId: id, image, createdAtMs, imageBefore });
    if (this.names.size <= namesKept) return;
    const [oldest] = this.names.keys();
    if (oldest !== undefined) this.names.delete(oldest);
  }

  /** The image before this container took the name, if it did so within `withinMs` of `atMs`. */
  before({ hostId, name, id, createdAtMs }: Container, atMs: number, withinMs: number): { image: string; agoMs: number } | null {
    const known = this.names.get(`${hostId}/${name}`);
    const agoMs = atMs - createdAtMs;
    return known?.containerId === id && known.imageBefore !== null && agoMs >= 0 && agoMs < withinMs
      ? { image: known.imageBefore, agoMs }
      : null;
  }
}
