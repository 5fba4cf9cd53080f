const texts = new WeakMap<Element, string>();
const marks = new WeakMap<Element, string>();

/** Writes text that only we write: what stands there is remembered, as asking the document costs more than the rest. */
export function writeText(element: Element | null, text: string): void {
  if (!element || texts.get(element) === text) return;
  texts.set(element, text);
  element.textContent = text;
}

/** Sets the one `data-` attribute that only we set on this element. */
export function writeMark(element: Element, name: `data-${string}`, value: string): void {
  if (marks.get(element) === value) return;
  marks.set(element, value);
  element.setAttribute(name, value);
}
