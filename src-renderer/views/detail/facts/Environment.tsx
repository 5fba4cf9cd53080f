import { useEffect, useState } from 'react';
import type { Failure } from '../../../../src-shared/failure.ts';
import type { Container } from '../../../../src-shared/model.ts';
import { invoke } from '../../../bridge.ts';
import { Few, Section } from './Section.tsx';

export interface EnvironmentProps {
  readonly container: Container;
  readonly names: readonly string[];
}

/** Names; values only while the user wants to see them, as they may be secrets. Leaving the container hides them. */
export function Environment({ container, names }: EnvironmentProps) {
  const { hostId, id } = container;
  const [values, setValues] = useState<ReadonlyMap<string, string> | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another container's values must not stay on screen
  useEffect(() => setValues(null), [hostId, id]);
  if (names.length === 0) return null;
  const toggle = async (): Promise<void> => {
    setFailure(null);
    if (values) return setValues(null);
    const answer = await invoke('getEnvironment', { hostId, containerId: id });
    if (answer.ok) setValues(new Map(answer.value.map((pair) => [pair.key, pair.value])));
    else setFailure(answer.failure);
  };
  return (
    <Section
      title="Environment"
      count={names.length}
      action={
        <button type="button" className="link small" aria-pressed={values !== null} onClick={() => void toggle()}>
          {values ? 'Hide values' : 'Show values'}
        </button>
      }
    >
      {failure && <p className="small bad">{failure.message}</p>}
      <Few
        items={names}
        shown={3}
        render={(name) => (
          <li key={name} className="facts-row facts-row-even">
            <span className="mono clip selectable" title={name}>
              {name}
            </span>
            {values ? (
              <span className="mono clip selectable facts-end" title={values.get(name)}>
                {values.get(name) ?? '–'}
              </span>
            ) : (
              <span className="tertiary facts-end" role="img" aria-label="hidden">
                ••••••••
              </span>
            )}
          </li>
        )}
      />
    </Section>
  );
}
