import { Copy, Download, Trash2 } from 'lucide-react';
import type { Container } from '../../../src-shared/model.ts';
import { FilterField } from '../../components/FilterField.tsx';
import { IconButton } from '../../components/IconButton.tsx';
import { Toggle } from '../../components/Toggle.tsx';
import type { FlowEntry } from './flow-session.ts';
import { copyMessages, saveMessages } from './message-actions.ts';

export interface MessagesBarProps {
  readonly container: Container;
  readonly shown: readonly FlowEntry[];
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly following: boolean;
  readonly onFollow: () => void;
  readonly onClear: () => void;
}

export function MessagesBar({ container, shown, text, onText, following, onFollow, onClear }: MessagesBarProps) {
  return (
    <div className="message-bar">
      <FilterField label="Filter messages" value={text} onChange={onText} />
      <span className="spread" />
      <Toggle label="Follow" shortcut="f" pressed={following} onPress={onFollow} />
      <IconButton icon={Copy} label="Copy the shown messages as JSON" onPress={() => void copyMessages(shown)} />
      <IconButton icon={Download} label="Save to a file…" onPress={() => void saveMessages(container.name, shown)} />
      <IconButton icon={Trash2} label="Forget these messages" onPress={onClear} />
    </div>
  );
}
