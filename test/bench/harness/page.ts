import { setTimeout as delay } from 'node:timers/promises';
import { valueAt } from '../../support/json-read.ts';
import type { CdpSession } from './cdp.ts';

/** The application's window, as seen from outside. */
export interface BenchPage {
  readonly cdp: CdpSession;
  /** Runs a function of its own kind (nothing from around it) in the page, with arguments that JSON can carry. */
  run<A extends readonly unknown[]>(work: (...parameters: A) => unknown, ...parameters: A): Promise<unknown>;
  /** As `run`, until it answers something true. */
  until<A extends readonly unknown[]>(withinMs: number, work: (...parameters: A) => unknown, ...parameters: A): Promise<void>;
  /** One command through the preload's public bridge; throws on a Failure. */
  invoke(command: string, parameters: unknown): Promise<unknown>;
  press(key: string): Promise<void>;
}

const pollMs = 50;

export function openPage(cdp: CdpSession): BenchPage {
  const run: BenchPage['run'] = async (work, ...parameters) => {
    const answer = await cdp.send('Runtime.evaluate', {
      expression: callText(work, parameters),
      awaitPromise: true,
      returnByValue: true,
      userGesture: true,
    });
    const problem = valueAt(answer, 'exceptionDetails');
    if (problem !== undefined)
      throw new Error(`in the page: ${String(valueAt(problem, 'exception', 'description') ?? valueAt(problem, 'text'))}`);
    return valueAt(answer, 'result', 'value');
  };
  return {
    cdp,
    run,
    until: async (withinMs, work, ...parameters) => {
      const deadline = Date.now() + withinMs;
      const attempt = () => run(work, ...parameters).catch((error: unknown) => (isBeforeDocument(error) ? false : Promise.reject(error)));
      while (!(await attempt())) {
        if (Date.now() > deadline) throw new Error(`the window did not come to ${work.name} within ${withinMs} ms`);
        await delay(pollMs);
      }
    },
    invoke: async (command, parameters) => {
      const result = await run(invokeInPage, command, parameters);
      if (valueAt(result, 'ok') !== true) throw new Error(`${command}: ${JSON.stringify(result)}`);
      return valueAt(result, 'value');
    },
    press: async (key) => {
      const text = key.length === 1 ? { text: key } : key === 'Enter' ? { text: '\r' } : {};
      const windowsVirtualKeyCode = virtualKeys[key] ?? key.toUpperCase().charCodeAt(0);
      await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', key, windowsVirtualKeyCode, ...text });
      await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', key, windowsVirtualKeyCode });
    },
  };
}

const virtualKeys: Readonly<Record<string, number>> = {
  Enter: 13,
  Escape: 27,
  ArrowDown: 40,
  ArrowUp: 38,
  PageDown: 34,
  PageUp: 33,
  Home: 36,
  End: 35,
};

/** The text of a call, for the page to run. */
export function callText<A extends readonly unknown[]>(work: (...parameters: A) => unknown, parameters: A): string {
  return `(${work.toString()})(${parameters.map((parameter) => JSON.stringify(parameter)).join(',')})`;
}

/** Between its target's birth and its first document a page has nothing that could run anything. */
function isBeforeDocument(error: unknown): boolean {
  return error instanceof Error && /Cannot find (default execution )?context/.test(error.message);
}

function invokeInPage(command: string, parameters: unknown): unknown {
  return window.quarterdeck.invoke(command, parameters);
}
