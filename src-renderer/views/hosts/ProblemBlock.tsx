import type { Problem } from '../../../src-shared/model.ts';
import { CommandLine } from './CommandLine.tsx';
import { platformOf, remedyFor } from './remedy.ts';

/** What is wrong with an engine and how to mend it. */
export function ProblemBlock({ problem, address }: { readonly problem: Problem; readonly address: string }) {
  const remedy = remedyFor(problem, address, platformOf(navigator.platform));
  return (
    <div className="host-problem">
      {problem.message !== '' && <p className="selectable">{problem.message}</p>}
      <p className="secondary">{remedy.text}</p>
      {remedy.command && <CommandLine command={remedy.command} />}
    </div>
  );
}
