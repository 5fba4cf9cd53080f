import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import type { ContainerKey } from '../../../src-shared/ids.ts';
import { changeCompose } from './compose-store.ts';
import { TargetsDialog } from './TargetsDialog.tsx';

export interface TargetButtonProps {
  readonly containerKey: ContainerKey;
  readonly name: string;
  readonly others: ReadonlySet<ContainerKey>;
}

/** Who gets it: this container, or it and others that are connected. */
export function TargetButton({ containerKey, name, others }: TargetButtonProps) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <button type="button" className="button composer-target" aria-haspopup="dialog" onClick={() => setAsking(true)}>
        <span className="clip">
          To {name}
          {others.size > 0 && ` and ${others.size} more`}
        </span>
        <ChevronDown size={14} strokeWidth={1.75} aria-hidden="true" />
      </button>
      {asking && (
        <TargetsDialog
          containerKey={containerKey}
          name={name}
          others={others}
          onCancel={() => setAsking(false)}
          onChosen={(chosen) => {
            setAsking(false);
            changeCompose(containerKey, (before) => ({ ...before, others: chosen }));
          }}
        />
      )}
    </>
  );
}
