import type { StoreTrouble } from './store-protocol.ts';

/** What the user is told of a database that can't be used, with what to do. */
export function troubleWords(trouble: StoreTrouble, file: string): string {
  switch (trouble) {
    case 'newer':
      return `${file} is of a newer Quarterdeck, so it is left alone, and incidents and the feed are forgotten at the end. Update Quarterdeck to have them back.`;
    case 'noModule':
      return 'The database can’t be loaded on this machine, so incidents and the feed are forgotten at the end. Install Quarterdeck again, made for this machine.';
    case 'damaged':
      return `The database ${file} is broken and can’t be set aside, so incidents and the feed are forgotten at the end. Remove it, and start Quarterdeck again.`;
    case 'unwritable':
      return `The database ${file} can’t be read or written, so incidents and the feed may be forgotten at the end. Check that there is room and that you may write there; it is tried again.`;
  }
}

export function setAsideWords(keptAs: string): string {
  return `The database of incidents and the feed was broken, so a new one was begun. The broken one is kept as ${keptAs}.`;
}
