import type { Host } from '../../../src-shared/model.ts';

/** Whether the host's folders are this machine's, which the folder picker shows. */
export function isLocal(host: Pick<Host, 'address'> | undefined): boolean {
  return host !== undefined && /^(unix|npipe):/.test(host.address);
}

export const notLocalReason = 'Its folders are not on this machine. Type the path as that machine has it.';
