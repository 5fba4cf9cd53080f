import { ArrowLeft } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '../../components/Button.tsx';
import { goTo } from '../../store/navigation.ts';
import { useShortcut } from '../../store/shortcuts.ts';
import { useFocusKept } from './use-focus-kept.ts';

/** The container that was looked at is gone. `name`: if it was seen here. */
export function RemovedContainer({ name }: { readonly name: string | null }) {
  const back = (): boolean => {
    goTo({ view: 'containers' });
    return true;
  };
  useShortcut('escape', back);
  const box = useRef<HTMLDivElement>(null);
  useFocusKept(box, 'removed');
  return (
    <div className="view">
      <div ref={box} className="detail-removed" role="status">
        <h1>This container was removed</h1>
        <p className="secondary">
          {name === null ? 'It no longer exists.' : `${name} no longer exists.`} What it wrote and measured went with it.
        </p>
        <Button icon={ArrowLeft} label="Back to containers" shortcut="Escape" onPress={back} />
      </div>
    </div>
  );
}
