import './no-eval.ts';
import type { z } from 'zod';
import { type Argument, type CommandName, type Push, type PushName, parseResult, pushes, type Value } from '../src-shared/contract.ts';
import { fail, type Result } from '../src-shared/failure.ts';
import { goesAsText, type IpcBridge } from '../src-shared/ipc.ts';

declare global {
  interface Window {
    readonly quarterdeck: IpcBridge;
  }
}

/** Asks the core. Never rejects: a broken answer or a lost core is a Failure like any other. */
export async function invoke<C extends CommandName>(command: C, argument: Argument<C>): Promise<Result<Value<C>>> {
  try {
    return parseResult(command, await window.quarterdeck.invoke(command, argument));
  } catch (error) {
    console.error(`${command} failed`, error);
    return fail('system_error', 'Quarterdeck’s window and core disagree. Restart Quarterdeck; if it happens again, report it.', {
      command,
      cause: error instanceof Error ? error.message.slice(0, 500) : 'unknown',
    });
  }
}

/** Listens to what the core tells. Returns its unsubscribe. A payload that breaks the contract goes to `onBroken`. */
export function onPush<P extends PushName>(push: P, listener: (payload: Push<P>) => void, onBroken: () => void = () => {}): () => void {
  const schema: z.ZodType<Push<P>> = pushes[push] as never;
  return window.quarterdeck.on(push, (payload) => {
    const parsed = schema.safeParse(goesAsText(push) ? fromText(payload) : payload);
    if (parsed.success) return listener(parsed.data);
    console.error(`A ${push} push broke the contract`, parsed.error);
    onBroken();
  });
}

/** What is no JSON stays as it is: the schema says what is wrong with it. */
function fromText(payload: unknown): unknown {
  try {
    return JSON.parse(String(payload));
  } catch {
    return payload;
  }
}
