import { Copy } from 'lucide-react';
import { Button } from '../../components/Button.tsx';
import { copyText } from '../../store/actions.ts';
import { useShortcut } from '../../store/shortcuts.ts';

/** A command to copy into a terminal. */
export function CommandLine({ command }: { readonly command: string }) {
  const copy = (): void => void copyText(command, 'the command');
  useShortcut('copyCommand', () => {
    copy();
    return true;
  });
  return (
    <div className="command-line">
      <code className="selectable clip">{command}</code>
      <Button label="Copy" icon={Copy} shortcut="c" tone="ghost" onPress={copy} />
    </div>
  );
}
