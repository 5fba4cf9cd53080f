import { useId, useState } from 'react';
import { useFleet } from '../../../store/fleet-store.ts';
import type { Attributes } from './RuleFields.tsx';

const namesOffered = 200;

interface ScopeNameProps {
  readonly attributes: Attributes;
  readonly scope: 'project' | 'container';
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Which project or container, with those that there are to choose from. */
export function ScopeName({ attributes, scope, value, onChange }: ScopeNameProps) {
  const listId = useId();
  // Read when it is shown: suggestions need not follow the fleet.
  const [names] = useState(() => [...useFleet.getState().fleet.containers.values()]);
  const offered = [...new Set(names.flatMap((it) => (scope === 'container' ? [it.name] : (it.project ?? []))))]
    .sort()
    .slice(0, namesOffered);
  return (
    <>
      <input
        {...attributes}
        aria-label={scope === 'project' ? 'Project' : 'Container'}
        type="text"
        className="setting-input"
        list={listId}
        placeholder={scope === 'project' ? 'harbor-shop' : 'worker'}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={listId}>
        {offered.map((it) => (
          <option key={it} value={it} />
        ))}
      </datalist>
    </>
  );
}
