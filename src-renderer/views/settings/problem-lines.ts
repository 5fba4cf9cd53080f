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
        problem: plainProblem(displayText(problem)),
      };
    });
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  undefined: 'missing',
};

/** What the checks say by default, in plain words; what was worded by hand stays. */
export function plainProblem(problem: string): string {
  const option = /^Invalid option: expected one of (.+)$/.exec(problem)?.[1];
  if (option !== undefined) return `Expected one of ${option.replaceAll('"', '').replaceAll('|', ', ')}`;
  const [, direction = '', what = '', bound = ''] =
    /^(Too big|Too small): expected (\w+) to (?:be|have) [<>]=?(\S+.*)$/.exec(problem) ?? [];
  if (what === 'number' || what === 'int') return `${direction === 'Too big' ? 'At most' : 'At least'} ${bound}`;
  if (what !== '') return `${direction === 'Too big' ? 'Too long: at most' : 'Too short: at least'} ${bound}`;
  const [, wanted = '', given = ''] = /^Invalid input: expected (\w+), received (\w+)$/.exec(problem) ?? [];
  return wanted === '' ? problem : `Expected ${kinds[wanted] ?? wanted}, but it is ${kinds[given] ?? given}`;
}
