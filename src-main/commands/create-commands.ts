import { succeed } from '../../src-shared/failure.ts';
import { attentionCommands } from './attention.ts';
import { containerCommands } from './containers.ts';
import { createContainerCommands } from './create.ts';
import { deleteCommands } from './delete.ts';
import { flowCommands } from './flow.ts';
import { hostCommands } from './hosts.ts';
import { inspectCommands } from './inspect.ts';
import { type KeepRunningTimes, keepRunningCommands } from './keep-running.ts';
import { type LogTimes, logCommands } from './logs.ts';
import type { CoreHandlers, CoreParts } from './parts.ts';
import { sampleCommands } from './samples.ts';
import { settingsCommands } from './settings.ts';
import { type UpdateOptions, updateCommands } from './update.ts';

export interface CommandOptions {
  readonly logs?: LogTimes;
  readonly keepRunning?: KeepRunningTimes;
  readonly updates?: UpdateOptions;
}

/** A handler for each command of the core's contract; the doors (IPC, later the API) call them through `dispatch`. */
export function createCommands(parts: CoreParts, options: CommandOptions = {}): CoreHandlers {
  return {
    getSnapshot: async () => succeed(parts.snapshot()),
    ...containerCommands(parts),
    ...createContainerCommands(parts),
    ...deleteCommands(parts),
    ...keepRunningCommands(parts, options.keepRunning),
    ...inspectCommands(parts),
    ...logCommands(parts, options.logs),
    ...sampleCommands(parts),
    ...hostCommands(parts),
    ...settingsCommands(parts),
    ...flowCommands(parts),
    ...updateCommands(parts, options.updates),
    ...attentionCommands(parts),
  };
}
