const esc = String.fromCharCode(27);
const bell = String.fromCharCode(7);
/** Sequences of terminals: colours, cursor, titles. */
const sequences = new RegExp(
  [`${esc}\\[[0-9;:?<=>]{0,64}[ -/]{0,4}[@-~]`, `${esc}\\][^${bell}${esc}]{0,1024}(?:${bell}|${esc}\\\\)?`, `${esc}[ -/]{0,4}[0-~]?`].join(
    '|',
  ),
  'g',
);
/** Controls, and what turns or hides the text around it; a tab is a space. */
const unseen = /(?!\t)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A log's line as it is read: without colours and controls; of what was written over, what stood there last. */
export function plainText(line: string): string {
  const shown = line.replace(sequences, '').split('\r');
  return (shown.findLast((it) => it.trim() !== '') ?? '').replace(unseen, '');
}
