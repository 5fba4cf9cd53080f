import { z } from 'zod';
import type { Failure } from './failure.ts';

/** Path of the field in the argument (`config.ports.0.hostPort`; '' is the whole) -> what is wrong with it. */
export type FieldProblems = Readonly<Record<string, string>>;

const problemsSchema = z.record(z.string(), z.string());
const problemsLimit = 100;
const pathLimit = 200;
const messageLimit = 300;

/** What a Failure's details say of the fields that it concerns: `field` is the first one's path, `fields` all of them as JSON. */
export function fieldDetails(problems: readonly (readonly [path: string, message: string])[]): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [path, message] of problems.slice(0, problemsLimit)) fields[path.slice(0, pathLimit)] ??= message.slice(0, messageLimit);
  return { field: Object.keys(fields)[0] ?? '', fields: JSON.stringify(fields) };
}

/** The problems that a Failure names, for a form to show each at its field; empty where it names none. */
export function fieldProblems(failure: Failure): FieldProblems {
  const text = failure.details['fields'];
  if (text === undefined) return {};
  try {
    return problemsSchema.catch({}).parse(JSON.parse(text));
  } catch {
    // Cut on its way, by a log or another version: the message still tells the first.
    return {};
  }
}
