import { formatClock, formatDate } from '../../../src-shared/format.ts';
import { invoke } from '../../bridge.ts';
import { copyText } from '../../store/actions.ts';
import { showFailure, showToast } from '../../store/toasts.ts';
import { type LogEntry, toText } from './log-ring.ts';

/** What the clipboard takes at most, in characters. */
const copyLimit = 4_194_304;

/** Copies what is selected in the log, else all that is kept. */
export async function copyLog(entries: readonly LogEntry[], withTimes: boolean, box: HTMLElement | null): Promise<void> {
  const selected = selectedIn(box);
  if (selected !== '') return copyText(selected, 'the selected lines');
  const text = toText(entries, withTimes);
  if (text.length > copyLimit) {
    showToast({ text: 'This log is too long to copy. Save it to a file instead.', tone: 'bad', storyId: 'copy' });
    return;
  }
  await copyText(text, entries.length === 1 ? '1 line' : `${entries.length.toLocaleString('en')} lines`);
}

function selectedIn(box: HTMLElement | null): string {
  const selection = document.getSelection();
  if (!box || !selection || selection.isCollapsed || !selection.anchorNode || !box.contains(selection.anchorNode)) return '';
  return selection.toString();
}

/** Asks where, and saves all that is kept. */
export async function saveLog(containerName: string, entries: readonly LogEntry[], withTimes: boolean): Promise<void> {
  const answer = await invoke('saveText', { suggestedName: logName(containerName, Date.now()), text: toText(entries, withTimes) });
  if (!answer.ok) showFailure(answer.failure, 'save');
  else if (answer.value !== null) showToast({ text: `Saved to ${answer.value}`, tone: 'plain', storyId: 'save' });
}

/** 'api-2026-11-21-143207.log' */
export function logName(containerName: string, nowMs: number): string {
  const name = containerName.replace(/[^\w.-]/g, '_').slice(0, 180);
  return `${name}-${formatDate(nowMs)}-${formatClock(nowMs).replaceAll(':', '')}.log`;
}
