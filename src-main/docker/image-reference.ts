/** An image reference as the engine's pull takes it. */
export interface PullReference {
  /** With its registry and path, without tag. */
  readonly name: string;
  /** A tag, or a digest (`sha256:...`), which the engine takes in the same place. */
  readonly tag: string;
}

/** Whether it names an image by its id: such a one is on the host or nowhere, no registry knows it. Pure. */
export function isImageId(reference: string): boolean {
  return /^(?:sha256:[0-9a-f]{12,64}|[0-9a-f]{12,64})$/.test(reference);
}

/**
 * Takes a reference apart. Without a tag it is `latest`: the engine would pull every tag that there is. A digest wins over
 * a tag, as with `docker pull`. Pure.
 */
export function pullReferenceOf(reference: string): PullReference {
  const [path = '', digest] = reference.split('@');
  const colon = path.indexOf(':', path.lastIndexOf('/') + 1);
  const name = colon < 0 ? path : path.slice(0, colon);
  return { name, tag: digest ?? (colon < 0 ? 'latest' : path.slice(colon + 1)) };
}
