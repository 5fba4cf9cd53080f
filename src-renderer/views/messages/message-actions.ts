import type { FlowMessage } from '../../../src-shared/flow.ts';
import { invoke } from '../../bridge.ts';
import { copyText } from '../../store/actions.ts';
import { showFailure, showToast } from '../../store/toasts.ts';
import type { FlowEntry } from './flow-session.ts';
import { messagesAsJson, messagesFileName, prettyBody } from './message-words.ts';

/** What the clipboard takes at most, in characters. */
const copyLimit = 4_194_304;

export async function copyMessages(entries: readonly FlowEntry[]): Promise<void> {
  const text = messagesAsJson(entries);
  if (text.length > copyLimit) {
    showToast({ text: 'These messages are too long to copy. Save them to a file instead.', tone: 'bad', storyId: 'copy' });
    return;
  }
  const count = entries.filter((it) => it.kind === 'message').length;
  await copyText(text, count === 1 ? '1 message' : `${count.toLocaleString('en')} messages`);
}

export function copyBody(message: FlowMessage): Promise<void> {
  return copyText(prettyBody(message.body), 'the message');
}

/** Asks where, and saves them as JSON. */
export async function saveMessages(containerName: string, entries: readonly FlowEntry[]): Promise<void> {
  const suggestedName = messagesFileName(containerName, Date.now());
  const answer = await invoke('saveText', { suggestedName, text: messagesAsJson(entries) });
  if (!answer.ok) showFailure(answer.failure, 'save');
  else if (answer.value !== null) showToast({ text: `Saved to ${answer.value}`, tone: 'plain', storyId: 'save' });
}
