import type { Failure } from '../../../src-shared/failure.ts';
import { fieldProblems } from '../../../src-shared/field-problems.ts';
import type { FormValues } from './form-values.ts';

type Path = readonly PropertyKey[];

/** The parts of a row that share a field with another part. */
const sharedFields: Readonly<Record<string, string>> = { hostAddress: 'hostPort', protocol: 'hostPort', readOnly: 'source' };

/** The form's field for a path into a configuration; rows are named by their ids. `values` is without blank rows. */
export function keyOfPath(path: Path, values: FormValues): string {
  const [first, second, third] = path.map(String);
  switch (first) {
    case 'ports':
    case 'volumes':
    case 'networks': {
      const row = values[first][Number(second)];
      if (!row) return first;
      const usual = first === 'ports' ? 'hostPort' : first === 'volumes' ? 'source' : 'name';
      return `${first}.${row.id}.${third === undefined ? usual : (sharedFields[third] ?? third)}`;
    }
    case 'environment':
    case 'labels': {
      const row = values[first].find((it) => it.name.trim() === second);
      return row ? `${first}.${row.id}.name` : first;
    }
    case 'command':
    case 'entrypoint':
      return first;
    case undefined:
      return '';
    default:
      return path.map(String).join('.');
  }
}

/** What a Failure of the core says of single fields: field key -> sentence. */
export function problemsIn(failure: Failure, values: FormValues): ReadonlyMap<string, string> {
  const told = Object.entries(fieldProblems(failure)).filter(([path]) => path !== '');
  return new Map(told.map(([path, message]) => [keyOfPath(pathOf(path), values), message]));
}

/** `config.ports.0.hostPort` of the command's argument, as a path into the configuration. A variable's name may hold dots. */
function pathOf(text: string): Path {
  const [first, ...rest] = text.split('.');
  const path = first === 'config' || first === 'patch' ? rest : [first ?? '', ...rest];
  const [list, ...name] = path;
  return list === 'environment' || list === 'labels' ? [list, name.join('.')] : path;
}
