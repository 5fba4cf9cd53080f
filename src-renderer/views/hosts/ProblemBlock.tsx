import type { Problem } from '../../../src-shared/model.ts';
import { platformNow } from '../states/platform.ts';
import { HostCommand } from './HostCommand.tsx';
import { remedyFor } from './remedy.ts';

/** What is wrong with an engine and how to mend it. */
export function ProblemBlock({ problem, address }: { readonly problem: Problem; readonly address: string }) {
  const remedy = remedyFor(problem, address, platformNow());
  return (
    <div className="host-problem">
      {problem.message !== '' && <p className="selectable">{problem.message}</p>}
      <p className="secondary">{remedy.text}</p>
      {remedy.command && <HostCommand command={remedy.command} />}
    </div>
  );
}
