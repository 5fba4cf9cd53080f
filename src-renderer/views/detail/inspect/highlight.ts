type Place = readonly [number, number];

const all = 'inspect-match';
const one = 'inspect-match-current';

/**
 * Marks places of a text node without changing it: a thousand marks cost no element. Returns what takes them away.
 * The colours are the `::highlight` rules of InspectTab.css.
 */
export function markRanges(node: Node, places: readonly Place[], current: number): () => void {
  const ranges = places.map((place) => rangeOf(node, place));
  const chosen = ranges[current];
  CSS.highlights.set(all, new Highlight(...ranges.filter((range) => range !== chosen)));
  CSS.highlights.set(one, new Highlight(...(chosen ? [chosen] : [])));
  return () => {
    CSS.highlights.delete(all);
    CSS.highlights.delete(one);
  };
}

function rangeOf(node: Node, [from, to]: Place): Range {
  const range = document.createRange();
  range.setStart(node, from);
  range.setEnd(node, to);
  return range;
}

/** Brings a place into view in the box that scrolls around the node's element, in the middle where it is out of sight. */
export function scrollToRange(node: Node, place: Place): void {
  const box = node.parentElement?.parentElement;
  if (!box) return;
  const range = rangeOf(node, place).getBoundingClientRect();
  const seen = box.getBoundingClientRect();
  if (range.top < seen.top || range.bottom > seen.bottom) box.scrollTop += range.top - seen.top - seen.height / 2;
  if (range.left < seen.left || range.right > seen.right) box.scrollLeft += range.left - seen.left - seen.width / 2;
}
