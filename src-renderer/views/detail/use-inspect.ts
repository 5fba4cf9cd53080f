import { useCallback, useEffect, useRef, useState } from 'react';
import type { ContainerDetail } from '../../../src-shared/container-detail.ts';
import type { Failure } from '../../../src-shared/failure.ts';
import type { Container } from '../../../src-shared/model.ts';
import { invoke } from '../../bridge.ts';

export interface Inspection {
  /** The last answer; stays while a newer one is on its way and where that fails. */
  readonly detail: ContainerDetail | null;
  readonly failure: Failure | null;
  readonly reload: () => void;
}

/** What inspect knows of a container, asked for again whenever its list facts change. */
export function useInspect(container: Container): Inspection {
  const { hostId, id } = container;
  const [answer, setAnswer] = useState<Omit<Inspection, 'reload'>>({ detail: null, failure: null });
  const asked = useRef(0);
  const reload = useCallback(async () => {
    asked.current += 1;
    const mine = asked.current;
    const result = await invoke('inspectContainer', { hostId, containerId: id });
    // A slow answer must not overwrite a newer one.
    if (mine !== asked.current) return;
    setAnswer((before) => (result.ok ? { detail: result.value, failure: null } : { detail: before.detail, failure: result.failure }));
  }, [hostId, id]);
  const facts = [
    container.state,
    container.health,
    container.startedAtMs,
    container.name,
    container.restartCount,
    container.restartPolicy,
  ].join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `facts` says when there is something new to ask for
  useEffect(() => {
    void reload();
    return () => {
      asked.current += 1;
    };
  }, [reload, facts]);
  return { ...answer, reload: () => void reload() };
}
