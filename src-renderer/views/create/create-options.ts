import { createContext, useContext, useEffect, useState } from 'react';
import type { Value } from '../../../src-shared/contract.ts';
import { formatBytes } from '../../../src-shared/format.ts';
import { invoke } from '../../bridge.ts';
import type { Suggestion } from './suggestions.ts';

export type CreateOptions = Value<'getCreateOptions'>;

const none: CreateOptions = { images: [], networks: [], volumes: [], flowRefusal: 'Whether flow containers work here is being asked.' };

const OptionsContext = createContext<CreateOptions>(none);
export const OptionsProvider = OptionsContext.Provider;

/** What the host of the form has to choose from; nothing until it has answered. */
export function useOptions(): CreateOptions {
  return useContext(OptionsContext);
}

/** Asks a host what there is to choose from. A host that does not answer suggests nothing: everything may still be typed. */
export function useLoadedOptions(hostId: string): CreateOptions {
  const [answer, setAnswer] = useState<{ readonly hostId: string; readonly options: CreateOptions } | null>(null);
  useEffect(() => {
    let gone = false;
    void invoke('getCreateOptions', { hostId }).then((result) => {
      if (gone) return;
      const options = result.ok ? result.value : { ...none, flowRefusal: result.failure.message };
      setAnswer({ hostId, options });
    });
    return () => {
      gone = true;
    };
  }, [hostId]);
  return answer?.hostId === hostId ? answer.options : none;
}

export function imageSuggestions({ images }: CreateOptions): readonly Suggestion[] {
  return images.map((it) => ({ value: it.reference, detail: formatBytes(it.sizeBytes) }));
}

export function networkSuggestions({ networks }: CreateOptions): readonly Suggestion[] {
  return networks.map((it) => ({ value: it.name, detail: it.subnet ?? it.driver }));
}

export function volumeSuggestions({ volumes }: CreateOptions): readonly Suggestion[] {
  return volumes.map((it) => ({ value: it }));
}
