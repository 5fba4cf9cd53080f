import type { Result } from '../../src-shared/failure.ts';
import type { Caller } from '../commands/parts.ts';
import type { Core } from '../core.ts';
import type { RequestName, RequestOf } from './requests.ts';

/** One handler a request; a missing one does not compile. The caller's Actor is the program's. */
export type RequestHandlers = {
  readonly [R in RequestName]: (request: RequestOf<R>, caller: Caller) => Promise<Result<unknown>>;
};

/** What the API asks of the core. */
export type ApiCore = Pick<Core, 'parts' | 'samples' | 'onSamples' | 'setVisible'>;
