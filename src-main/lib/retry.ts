import { ExponentialBackoff, handleWhenResult, noJitterGenerator, retry } from 'cockatiel';

export interface RetryOptions<T> {
  /** How often it may be done again after the first time. */
  readonly retries: number;
  /** The wait before the first repetition, in ms; each further one is twice as long. */
  readonly firstWaitMs: number;
  /** Whether this end is a reason to do it again. */
  again(value: T): boolean;
  /** Told before each wait. */
  onRetry?(retry: { readonly number: number; readonly waitMs: number }): void;
  readonly signal: AbortSignal;
}

/**
 * Does `run` again, with waits that double, while `again` says so; gives the last end. `number` is 0 at first, then 1, 2 ...
 * When the signal fires during a wait, the wait ends and the last end is given.
 */
export async function retrying<T>(run: (number: number) => Promise<T>, options: RetryOptions<T>): Promise<T> {
  // cockatiel's predicates see `unknown`; the last end is kept here with its type.
  const last: { end: End<T> | null } = { end: null };
  const backoff = new ExponentialBackoff({
    generator: noJitterGenerator,
    exponent: 2,
    initialDelay: options.firstWaitMs,
    maxDelay: options.firstWaitMs * 2 ** options.retries,
  });
  const policy = retry(
    handleWhenResult(() => last.end !== null && options.again(last.end.value)),
    { maxAttempts: options.retries, backoff },
  ).dangerouslyUnref();
  let waiting = false;
  let cut: () => void = () => undefined;
  const wasCut = new Promise<null>((resolve) => {
    cut = () => resolve(null);
  });
  const onAbort = () => {
    if (waiting) cut();
  };
  options.signal.addEventListener('abort', onAbort);
  const told = policy.onRetry(({ attempt, delay }) => {
    waiting = true;
    options.onRetry?.({ number: attempt, waitMs: delay });
  });
  try {
    const done = policy.execute(async ({ attempt }) => {
      // The wait of a run that was cut still ends some time: then nothing may be begun any more.
      if (options.signal.aborted && last.end !== null) return last.end;
      waiting = false;
      last.end = { value: await run(attempt) };
      return last.end;
    }, options.signal);
    const end = (await Promise.race([done, wasCut])) ?? last.end;
    if (end === null) throw new Error('a wait was cut before anything was done');
    return end.value;
  } finally {
    told.dispose();
    options.signal.removeEventListener('abort', onAbort);
  }
}

interface End<T> {
  readonly value: T;
}
