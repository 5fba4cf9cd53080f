import type { FieldProblems } from '../../../src-shared/field-problems.ts';
import { displayText } from '../../components/display-text.ts';

const linesShown = 30;
const fieldLimit = 120;

/** The problems of a file, one a line: 'rules.2.condition.percent' and what is wrong with it. The text is the file's own: it is shown, not obeyed. */
export function problemLines(problems: FieldProblems): readonly { readonly field: string; readonly problem: string }[] {
  return Object.entries(problems)
    .slice(0, linesShown)
    .map(([path, problem]) => {
      const field = displayText(path);
      return {
        field: field === '' ? 'The file' : field.length > fieldLimit ? `${field.slice(0, fieldLimit)}…` : field,
        problem: displayText(problem),
      };
    });
}
