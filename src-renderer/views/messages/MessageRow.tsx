import { ArrowDownLeft, ArrowUpRight } from 'lucide-react';
import { memo, type Ref } from 'react';
import type { FlowMessage } from '../../../src-shared/flow.ts';
import { showHidden } from '../../components/display-text.ts';
import type { FlowEntry } from './flow-session.ts';
import { directionWords, isBad, kindWords, latencyWords, preciseTime, prettyBody, previewOf } from './message-words.ts';

export interface MessageRowProps {
  readonly entry: FlowEntry;
  readonly index: number;
  readonly measure: Ref<HTMLDivElement>;
  readonly isCurrent: boolean;
  /** It is the reply to the current one, or the command that the current one replies to. */
  readonly isJoined: boolean;
  /** The command that it replies to, where it is a reply and that is still kept. */
  readonly command: string | null;
  readonly isOpen: boolean;
  readonly onPress: () => void;
}

export function messageRowId(number: number): string {
  return `message-${number}`;
}

/** When, which way, what kind, what, and how long the reply took; opened, all of it. */
export const MessageRow = memo(
  function MessageRow({ entry, index, measure, isCurrent, isJoined, command, isOpen, onPress }: MessageRowProps) {
    if (entry.kind === 'mark') {
      return (
        <div ref={measure} data-index={index} role="row" aria-rowindex={index + 1} className="message-mark" id={messageRowId(entry.number)}>
          <span role="gridcell">{entry.text}</span>
        </div>
      );
    }
    const { message } = entry;
    const classes = ['message', isCurrent ? 'is-cursor' : '', isJoined ? 'is-joined' : '', isBad(message) ? 'message-bad' : ''];
    return (
      <div
        ref={measure}
        data-index={index}
        role="row"
        id={messageRowId(entry.number)}
        aria-rowindex={index + 1}
        aria-expanded={isOpen}
        aria-selected={isCurrent}
        className={classes.filter(Boolean).join(' ')}
      >
        <Head message={message} command={command} onPress={onPress} />
        {isOpen && (
          <div role="gridcell">
            <pre className="message-body mono selectable">{prettyBody(message.body)}</pre>
          </div>
        )}
      </div>
    );
  },
  (one, other) =>
    one.entry === other.entry &&
    one.index === other.index &&
    one.isCurrent === other.isCurrent &&
    one.isJoined === other.isJoined &&
    one.command === other.command &&
    one.isOpen === other.isOpen &&
    one.measure === other.measure,
);

type HeadProps = Pick<MessageRowProps, 'command' | 'onPress'> & { readonly message: FlowMessage };

function Head({ message, command, onPress }: HeadProps) {
  const sent = message.direction === 'toContainer';
  const Arrow = sent ? ArrowUpRight : ArrowDownLeft;
  const title = showHidden((command ?? message.title).slice(0, 1_000));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Enter opens the grid's current row
    <div role="presentation" className="message-head" onClick={onPress}>
      <span role="gridcell" className="message-time">
        {preciseTime(message.atMs)}
      </span>
      <span role="gridcell" className={sent ? 'message-way' : 'message-way message-way-in'}>
        <Arrow size={12} strokeWidth={1.75} aria-hidden="true" />
        {directionWords[message.direction]}
      </span>
      <span role="gridcell" className="message-kind">
        {kindWords[message.kind]}
      </span>
      <span role="gridcell" className={command === null ? 'message-title clip' : 'message-title message-title-reply clip'} title={title}>
        {title}
      </span>
      <span role="gridcell" className="message-preview clip mono">
        {previewOf(message)}
      </span>
      <span role="gridcell" className="message-latency">
        {message.latencyMs === null ? '' : latencyWords(message.latencyMs)}
      </span>
    </div>
  );
}
