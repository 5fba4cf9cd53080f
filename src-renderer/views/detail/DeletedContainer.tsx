import { ArrowLeft, Undo2 } from 'lucide-react';
import { useRef } from 'react';
import type { Deletion } from '../../../src-shared/deletion.ts';
import type { ContainerKey } from '../../../src-shared/ids.ts';
import { Button } from '../../components/Button.tsx';
import { useNow } from '../../store/clock.ts';
import { undo } from '../../store/delete.ts';
import { goTo } from '../../store/navigation.ts';
import { useShortcut } from '../../store/shortcuts.ts';
import { useFocusKept } from './use-focus-kept.ts';

export interface DeletedContainerProps {
  readonly containerKey: ContainerKey;
  readonly deletion: Deletion;
}

/** The container that was looked at was deleted, and may still be had back. */
export function DeletedContainer({ containerKey, deletion }: DeletedContainerProps) {
  // The shared clock beats once a second, and may have done so almost a second ago.
  useNow();
  const leftSeconds = Math.max(0, Math.ceil((deletion.undoUntilMs - Date.now()) / 1_000));
  const back = (): boolean => {
    goTo({ view: 'containers' });
    return true;
  };
  useShortcut('escape', back);
  const box = useRef<HTMLDivElement>(null);
  useFocusKept(box, 'deleted');
  return (
    <div className="view">
      <div ref={box} className="detail-removed">
        <div className="detail-removed-name" role="status">
          <h1>{deletion.name} is deleted</h1>
        </div>
        <p className="secondary">{leftSeconds > 0 ? `It is removed for good in ${leftSeconds} s.` : 'It is being removed.'}</p>
        <div className="detail-removed-ways">
          {leftSeconds > 0 && (
            <Button icon={Undo2} label="Undo" shortcut="Mod+z" tone="primary" onPress={() => void undo([containerKey])} />
          )}
          <Button icon={ArrowLeft} label="Back to containers" shortcut="Escape" onPress={back} />
        </div>
      </div>
    </div>
  );
}
