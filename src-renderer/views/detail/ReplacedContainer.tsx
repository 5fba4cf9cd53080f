import { goBack } from '../../store/navigation.ts';
import { useShortcut } from '../../store/shortcuts.ts';

/** The container is updated and gone already; the one in its place is shown in a moment. */
export function ReplacedContainer() {
  useShortcut('escape', () => {
    goBack();
    return true;
  });
  return (
    <div className="view">
      <div className="detail-removed" role="status">
        <h1>Being replaced</h1>
        <p className="secondary">The updated container takes the place of this one.</p>
      </div>
    </div>
  );
}
