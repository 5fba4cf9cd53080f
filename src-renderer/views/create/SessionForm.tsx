import { type ReactNode, useEffect, useId, useMemo } from 'react';
import { afterPress, watchPresses } from './after-press.ts';
import { OptionsProvider, useLoadedOptions } from './create-options.ts';
import { type FormHandle, FormProvider } from './form-context.ts';
import type { PortRow } from './form-values.ts';
import { changeValues, type Session, visitField } from './session-store.ts';
import type { Problems } from './to-config.ts';
import { usePortConflicts } from './use-port-conflicts.ts';

export interface SessionFormProps {
  readonly id: string;
  readonly session: Session;
  /** What the schema finds wrong now. */
  readonly problems: Problems;
  /** Ports that are the container's already. */
  readonly ownPorts: readonly PortRow[];
  readonly children: ReactNode;
}

/** Ties the fields inside to a session of the store. */
export function SessionForm({ id, session, problems, ownPorts, children }: SessionFormProps) {
  const prefix = useId();
  useEffect(watchPresses, []);
  const { values, visited, tries, refused } = session;
  const conflicts = usePortConflicts(session.hostId, values.ports, ownPorts);
  const options = useLoadedOptions(session.hostId);
  const handle = useMemo<FormHandle>(
    () => ({
      values,
      change: (patch) => changeValues(id, patch),
      problemOf: (key) => {
        const own = tries > 0 || visited.has(key) ? problems.get(key) : undefined;
        return own ?? refused.get(key) ?? conflicts.get(key) ?? null;
      },
      visit: (key) => afterPress(() => visitField(id, key)),
      idOf: (key) => `${prefix}-${key}`,
    }),
    [id, prefix, values, visited, tries, problems, refused, conflicts],
  );
  return (
    <FormProvider value={handle}>
      <OptionsProvider value={options}>{children}</OptionsProvider>
    </FormProvider>
  );
}
