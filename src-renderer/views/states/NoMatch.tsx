import { Button } from '../../components/Button.tsx';
import './states.css';

/** In place of rows: the filters leave nothing. */
export function NoMatch({ text, onClear }: { readonly text: string; readonly onClear: () => void }) {
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return (
    <div className="no-match" role="status">
      <span>{text === '' ? 'No container is in this state now.' : `Nothing matches “${shown}”.`}</span>
      <Button label="Clear filter" shortcut="Escape" onPress={onClear} />
    </div>
  );
}
