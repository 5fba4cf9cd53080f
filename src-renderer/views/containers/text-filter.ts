import type { Container } from '../../../src-shared/model.ts';

/** What of a container can be found by text; kept per container, as every key press asks for all of them. */
const haystacks = new WeakMap<Container, string>();

function haystackOf(container: Container): string {
  const known = haystacks.get(container);
  if (known !== undefined) return known;
  const ports = container.ports.flatMap(({ hostPort, containerPort }) => [hostPort === null ? '' : `:${hostPort}`, String(containerPort)]);
  const parts = [container.name, container.image, container.project ?? '', container.service ?? '', container.id, ...ports];
  const haystack = parts.join('\n').toLowerCase();
  haystacks.set(container, haystack);
  return haystack;
}

/** The words of a filter; a container matches when it holds every one of them, in name, image, project, port or id. */
export function filterWords(text: string): readonly string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean);
}

export function matchesWords(container: Container, words: readonly string[]): boolean {
  return words.length === 0 || words.every((word) => haystackOf(container).includes(word));
}
