const listeners = new Set<(text: string) => void>();

/** Has a line read aloud, politely and together with others, at most once in some seconds. */
export function announce(text: string): void {
  for (const listener of listeners) listener(text);
}

export function onAnnouncement(listener: (text: string) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
