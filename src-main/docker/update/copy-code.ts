import { fail, type Result } from '../../../src-shared/failure.ts';
import type { EngineClient } from '../client.ts';
import { type CodeFolder, readCodeFolder } from './code-folder.ts';
import { type CodePlace, codePlaceOf } from './code-place.ts';
import type { InspectedContainer } from './inspected.ts';
import { putCode } from './put-code.ts';
import { resolveDirectory } from './resolve-directory.ts';
import { attempt } from './update-calls.ts';

export interface CodeCopy {
  readonly client: EngineClient;
  readonly container: InspectedContainer;
  readonly place: CodePlace;
  readonly folder: CodeFolder;
}

/** Copies the code into `containerId`, which is to take the place of `container`; a link in its image must not lead it out. */
export async function copyCode(
  { client, container, place, folder }: CodeCopy,
  containerId: string,
  signal: AbortSignal,
  report: (percent: number) => void,
): Promise<Result<null>> {
  const name = container.Name;
  const found = await attempt(client, { kind: 'updateCode', name }, () => resolveDirectory(client, containerId, place.directory, signal));
  if (!found.ok) return found;
  const directory = found.value;
  const target = { containerId, name, directory };
  if (directory === place.directory) return putCode(client, target, folder, signal, report);
  const real = codePlaceOf({ ...container, Config: { ...container.Config, WorkingDir: directory } });
  if (!real.place) return fail('validation_error', `${place.directory} is a link to ${directory}. ${real.refusal}`);
  const again = await readCodeFolder(folder.path, real.place.mounted, signal);
  return again.ok ? putCode(client, target, again.value, signal, report) : again;
}
