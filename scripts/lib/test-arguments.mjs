import { parseArgs } from 'node:util';
import { PlainError } from './report.mjs';

/** The parts of `npm test`, in the order in which they run. */
export const parts = /** @type {const} */ (['check', 'unit', 'engine', 'desktop']);

/** @typedef {typeof parts[number]} Part */

/** @param {string} name @returns {name is Part} */
function isPart(name) {
  return parts.some((part) => part === name);
}

/**
 * @param {string[]} args what stands behind `npm test --`
 * @returns {{ only: Set<Part>, long: boolean, filters: string[] }}
 */
export function parseTestArguments(args) {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: { only: { type: 'string', multiple: true }, long: { type: 'boolean', default: false } },
      allowPositionals: true,
    });
    const only = (values.only ?? []).flatMap((names) => names.split(','));
    for (const name of only) if (!isPart(name)) throw new Error(`there is no part '${name}'`);
    const wanted = only.filter(isPart);
    // A filter names tests: the check has none to choose from.
    const all = positionals.length > 0 ? parts.filter((part) => part !== 'check') : parts;
    return { only: new Set(wanted.length > 0 ? wanted : all), long: values.long ?? false, filters: positionals };
  } catch (error) {
    throw new PlainError(
      `${error instanceof Error ? error.message : error}\nnpm test -- [--only ${parts.join('|')}] [--long] [-- FILE...]`,
    );
  }
}
