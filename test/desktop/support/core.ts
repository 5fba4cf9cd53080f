import type { Page } from 'playwright';
import { type CommandName, parseResult, type Value } from '../../../src-shared/contract.ts';
import type { Result } from '../../../src-shared/failure.ts';

/** Asks the core through the window's own bridge, as the window would; the argument need not be a good one. */
export async function askCore<C extends CommandName>(page: Page, command: C, argument: unknown): Promise<Result<Value<C>>> {
  return parseResult(command, await askRaw(page, command, argument));
}

/** The same for commands that there may not be. */
export function askRaw(page: Page, command: unknown, argument: unknown): Promise<unknown> {
  return page.evaluate(([name, given]): Promise<unknown> => Reflect.apply(Reflect.get(window, 'quarterdeck').invoke, null, [name, given]), [
    command,
    argument,
  ] as const);
}

/** The value of an answer; throws the Failure's words where there is none. */
export function valueFrom<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}
