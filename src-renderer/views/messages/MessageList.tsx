import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useMemo, useState } from 'react';
import { useStayInPlace } from '../../components/use-stay-in-place.ts';
import type { FlowEntry } from './flow-session.ts';
import { MessageRow, messageRowId } from './MessageRow.tsx';
import { copyBody } from './message-actions.ts';
import { repliesTo } from './message-words.ts';
import { useMessageKeys } from './use-message-keys.ts';

const rowHeight = 28;

export interface MessageListProps {
  readonly name: string;
  readonly entries: readonly FlowEntry[];
  readonly filtered: boolean;
  /** Changes with every frame in which something came. */
  readonly version: number;
  readonly box: RefObject<HTMLDivElement | null>;
  readonly following: boolean;
  readonly onPause: () => void;
}

/** The messages in view, of however many are kept; one of them is the current one, and what belongs to it is marked. */
export function MessageList({ name, entries, filtered, version, box, following, onPause }: MessageListProps) {
  const [current, setCurrent] = useState<number | null>(null);
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const rows = useVirtualizer<HTMLElement, HTMLDivElement>({
    count: entries.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    getItemKey: useCallback((index: number) => entries[index]?.number ?? index, [entries]),
    overscan: 12,
  });
  useStayInPlace({ firstNumber: filtered ? 0 : (entries[0]?.number ?? 0), version, rowHeight, rows, box, following });

  const index = entries.findIndex((it) => it.number === current);
  const chosen = entries[index];
  const joined = chosen?.kind === 'message' ? chosen.message.correlationId : null;
  const toggle = (entry: FlowEntry | undefined, wish?: boolean): boolean => {
    if (entry?.kind !== 'message') return false;
    const isOpen = open.has(entry.number);
    if (wish === isOpen) return false;
    const after = new Set(open);
    if (isOpen) after.delete(entry.number);
    else after.add(entry.number);
    // What is being read must not run away.
    if (!isOpen) onPause();
    setOpen(after);
    return true;
  };
  useMessageKeys({
    count: entries.length,
    index,
    pageRows: Math.max(1, Math.floor((box.current?.clientHeight ?? 0) / rowHeight) - 1),
    goTo: (to) => {
      setCurrent(entries[to]?.number ?? null);
      onPause();
      rows.scrollToIndex(to, { align: 'auto' });
    },
    toggle: (wish) => toggle(chosen, wish),
    copy: () => {
      if (chosen?.kind !== 'message') return false;
      void copyBody(chosen.message);
      return true;
    },
  });
  const commands = useMemo(() => repliesTo(entries), [entries]);
  const items = rows.getVirtualItems();
  return (
    <div
      ref={box}
      className="message-box"
      role="treegrid"
      aria-label={`Messages of ${name}`}
      aria-rowcount={entries.length}
      aria-activedescendant={chosen && items.some((it) => it.key === chosen.number) ? messageRowId(chosen.number) : undefined}
      tabIndex={0}
      data-first-focus
    >
      <div role="presentation" style={{ height: rows.getTotalSize(), position: 'relative' }}>
        <div role="presentation" className="message-rows" style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}>
          {items.map((item) => {
            const entry = entries[item.index];
            return (
              entry && (
                <MessageRow
                  key={item.key}
                  entry={entry}
                  index={item.index}
                  measure={rows.measureElement}
                  isCurrent={entry.number === current}
                  isJoined={joined !== null && entry.kind === 'message' && entry.message.correlationId === joined}
                  command={replyOf(entry, commands)}
                  isOpen={open.has(entry.number)}
                  onPress={() => {
                    setCurrent(entry.number);
                    toggle(entry);
                  }}
                />
              )
            );
          })}
        </div>
      </div>
    </div>
  );
}

function replyOf(entry: FlowEntry, commands: ReadonlyMap<string, string>): string | null {
  if (entry.kind !== 'message' || entry.message.kind !== 'reply' || entry.message.correlationId === null) return null;
  return commands.get(entry.message.correlationId) ?? null;
}
