import { fail } from '../../src-shared/failure.ts';
import type { CoreHandlers } from './parts.ts';

const refuse = async () => fail('validation_error', 'This is not offered yet.');

/** Commands that are being built: each line goes when its handler comes. */
export const pendingCommands = {
  createContainer: refuse,
  getCreateOptions: refuse,
  checkPorts: refuse,
  getConfigOf: refuse,
  parseEnvironment: refuse,
  pullImage: refuse,
  cancelOperation: refuse,
  suggestName: refuse,
} satisfies Partial<CoreHandlers>;
