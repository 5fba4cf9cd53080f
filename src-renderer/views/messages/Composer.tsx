import { Braces, History, SendHorizontal } from 'lucide-react';
import { useRef, useState } from 'react';
import type { FlowStatus } from '../../../src-shared/flow.ts';
import { containerKey } from '../../../src-shared/ids.ts';
import type { Container } from '../../../src-shared/model.ts';
import { Button } from '../../components/Button.tsx';
import { IconButton } from '../../components/IconButton.tsx';
import { Menu } from '../../components/Menu.tsx';
import { useShortcut } from '../../store/shortcuts.ts';
import { changeCompose, emptyCompose, recall, typed, useCompose } from './compose-store.ts';
import { historyMenu } from './history-menu.ts';
import { checkJson } from './json-check.ts';
import { Outcomes } from './Outcomes.tsx';
import { SendStatus } from './SendStatus.tsx';
import { type Sending, send } from './send.ts';
import { TargetButton } from './TargetButton.tsx';
import { timeouts } from './timeouts.ts';

export interface ComposerProps {
  readonly container: Container;
  readonly flow: FlowStatus;
  readonly lostReason: string | null;
}

/** A command and its data, to this container or to several. */
export function Composer({ container, flow, lostReason }: ComposerProps) {
  const key = containerKey(container.hostId, container.id);
  const compose = useCompose((state) => state.byContainer.get(key) ?? emptyCompose);
  const [sending, setSending] = useState<Sending | null>(null);
  const command = useRef<HTMLInputElement>(null);
  const data = useRef<HTMLTextAreaElement>(null);
  const { draft, others, timeoutMs } = compose;
  const check = checkJson(draft.data);
  const disabledReason = lostReason ?? whyNot(flow, others.size) ?? (draft.command.trim() === '' ? 'Name a command first.' : null);
  const submit = (): boolean => {
    if (disabledReason !== null) {
      if (draft.command.trim() === '') command.current?.focus();
      setSending({ state: 'refused', message: disabledReason });
    } else if (check.ok) void send(container, compose, check.value, setSending);
    else {
      data.current?.focus();
      data.current?.setSelectionRange(check.at, check.at);
    }
    return true;
  };
  useShortcut('send', submit);
  useShortcut('compose', () => {
    command.current?.focus();
    return true;
  });
  const onKeyDown = (event: React.KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>): void => {
    const { key: pressed, ctrlKey, metaKey, shiftKey, altKey, currentTarget: field } = event;
    if (event.nativeEvent.isComposing) return;
    const direction = pressed === 'ArrowUp' ? -1 : pressed === 'ArrowDown' ? 1 : null;
    const atEdge = field.selectionStart === field.selectionEnd && field.selectionEnd === (direction === -1 ? 0 : field.value.length);
    if (pressed === 'Enter' && (ctrlKey || metaKey)) submit();
    else if (pressed === 'Escape') field.closest('.messages')?.querySelector<HTMLElement>('[role="treegrid"]')?.focus();
    else if (direction !== null && !shiftKey && !altKey && !ctrlKey && (field === command.current || atEdge)) {
      changeCompose(key, (before) => recall(before, direction));
    } else return;
    event.preventDefault();
  };
  return (
    <section className="composer" aria-label="Write a message">
      <div className="composer-line">
        <input
          ref={command}
          type="text"
          className="composer-command"
          aria-label="Command"
          aria-keyshortcuts="m"
          placeholder="Command, such as ping"
          maxLength={256}
          spellCheck={false}
          autoComplete="off"
          value={draft.command}
          onChange={(event) => changeCompose(key, (before) => typed(before, { command: event.target.value }))}
          onKeyDown={onKeyDown}
        />
        <TargetButton containerKey={key} name={container.name} others={others} />
        <label className="composer-timeout">
          <span>Wait</span>
          <select
            aria-label="Wait for the reply"
            value={timeoutMs}
            onChange={(event) => changeCompose(key, (it) => ({ ...it, timeoutMs: Number(event.target.value) }))}
          >
            {timeouts.map((it) => (
              <option key={it.ms} value={it.ms}>
                {it.words}
              </option>
            ))}
          </select>
        </label>
        <span className="spread" />
        <Menu label="Sent before" entries={() => historyMenu(key, compose.sent)}>
          <IconButton icon={History} label="Sent before (arrow up in the command)" onPress={() => {}} />
        </Menu>
        <IconButton
          icon={Braces}
          label="Lay the JSON out"
          onPress={() => {
            if (check.ok && draft.data.trim() !== '') {
              changeCompose(key, (before) => typed(before, { data: JSON.stringify(check.value, null, 2) }));
            }
          }}
        />
        <Button
          label="Send"
          icon={SendHorizontal}
          shortcut="Mod+Enter"
          tone="primary"
          disabledReason={disabledReason}
          busy={sending?.state === 'waiting'}
          busyLabel="Sending"
          onPress={submit}
        />
      </div>
      <textarea
        ref={data}
        className="composer-data mono"
        aria-label="Data as JSON"
        aria-invalid={!check.ok}
        aria-describedby="composer-status"
        placeholder="Data as JSON; empty sends null"
        spellCheck={false}
        autoComplete="off"
        value={draft.data}
        onChange={(event) => changeCompose(key, (before) => typed(before, { data: event.target.value }))}
        onKeyDown={onKeyDown}
      />
      <SendStatus id="composer-status" check={check} sending={sending} />
      {sending?.state === 'ended' && sending.outcomes.length > 1 && (
        <Outcomes outcomes={sending.outcomes} onClose={() => setSending(null)} />
      )}
    </section>
  );
}

function whyNot(flow: FlowStatus, others: number): string | null {
  if (others > 0 || flow.state.state === 'connected') return null;
  return flow.state.state === 'failed' ? flow.state.message : 'It has not connected yet.';
}
