import { join } from 'node:path';
import type { FlowFolders } from './flow-folders.ts';
import type { PreparedFlow } from './flow-parts.ts';
import { flowLabel, insideFolder, insideSocket } from './flow-paths.ts';

/** What a container needs that is to live in the folder `name`. */
export function preparedFlow(folders: FlowFolders, name: string, hostId: string): PreparedFlow {
  return {
    mount: { Type: 'bind', Source: join(folders.root, name), Target: insideFolder, ReadOnly: true },
    environment: [`FLOW_SOCKET=${insideSocket}`],
    labels: { [flowLabel]: name },
    adopt: (containerId) => folders.adopt(name, { hostId, containerId }),
    discard: () => folders.discard(name),
  };
}
