import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import { type Argument, type CommandName, contract, isCommandName, type Value } from '../../src-shared/contract.ts';
import { fail, type Result } from '../../src-shared/failure.ts';
import { fieldDetails } from '../../src-shared/field-problems.ts';
import type { Log } from '../lib/log.ts';
import type { Caller, CoreHandlers, DesktopHandlers, Handler } from './parts.ts';

/** The handlers of one door: the core's, and on a desktop its own. */
export type Handlers = CoreHandlers & Partial<DesktopHandlers>;

/**
 * Answers one command of whoever stands at a door. Unknown commands and arguments that break the contract are refused
 * with a `validation_error` that names the field, before any handler runs; what a handler throws is logged and becomes
 * a `system_error`. Never rejects.
 */
export async function dispatch(
  handlers: Handlers,
  name: unknown,
  argument: unknown,
  caller: Caller,
  log: Log,
): Promise<Result<Value<CommandName>>> {
  if (!isCommandName(name)) return fail('validation_error', 'Quarterdeck does not know this command.', { command: describe(name) });
  return answer(name, handlers[name], argument, caller, log);
}

async function answer<C extends CommandName>(
  name: C,
  handler: Handler<C> | undefined,
  argument: unknown,
  caller: Caller,
  log: Log,
): Promise<Result<Value<C>>> {
  if (!handler) return fail('validation_error', 'This command is not offered here.', { command: name });
  const schema: z.ZodType<Argument<C>> = contract[name].argument as never;
  try {
    const parsed = schema.safeParse(argument);
    if (!parsed.success) return refuse(name, parsed.error);
    return await handler(parsed.data, caller);
  } catch (error) {
    const reference = randomUUID().slice(0, 8);
    log.error('A command threw', { command: name, reference, error });
    return fail('system_error', `Quarterdeck made a mistake. Try again; if it happens again, report it with the log’s line ${reference}.`, {
      command: name,
      reference,
    });
  }
}

/** Each issue at its field, for a form; the sentence tells the first. */
function refuse(command: CommandName, error: z.ZodError): Result<never> {
  const problems = error.issues.map((it): [string, string] => [it.path.map(String).join('.'), it.message]);
  const [[field, why] = ['', 'not valid']] = problems;
  const message = field === '' ? `${command} was refused: ${why}.` : `Check ${field}: ${why}.`;
  return fail('validation_error', message.slice(0, 500), { command, ...fieldDetails(problems) });
}

function describe(name: unknown): string {
  return typeof name === 'string' ? name.slice(0, 64) : typeof name;
}
