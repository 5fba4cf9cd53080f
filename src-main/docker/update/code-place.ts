import type { InspectedContainer } from './inspected.ts';

export interface CodePlace {
  /** The working directory, where the code goes. */
  readonly directory: string;
  /** Paths below it, relative, that are mounts: what the folder has there is left out, as it would be written into them. */
  readonly mounted: readonly string[];
}

export type CodePlaceVerdict = { readonly place: CodePlace; readonly refusal: null } | { readonly place: null; readonly refusal: string };

/** Where code can be put so that the old code can come back, or why it can't be put anywhere. Pure. */
export function codePlaceOf(container: InspectedContainer): CodePlaceVerdict {
  const refuse = (refusal: string): CodePlaceVerdict => ({ place: null, refusal });
  const name = container.Name;
  const directory = normalize(container.Config.WorkingDir);
  if (container.Config.WorkingDir === '')
    return refuse(`${name} has no working directory, so there is no place for the code. Set one, then update it again.`);
  if (directory === '/')
    return refuse(`The working directory of ${name} is /, the whole container. Set one of its own, then update it again.`);
  const mounts = (container.Mounts ?? []).map((it) => ({ ...it, at: normalize(it.Destination) }));
  const over = mounts.find((it) => directory === it.at || directory.startsWith(it.at === '/' ? '/' : `${it.at}/`));
  if (over?.Type === 'bind')
    return refuse(
      `The working directory of ${name}, ${directory}, is the folder ${over.Source} of the host. Change the code there, then restart the container.`,
    );
  if (over?.Type === 'tmpfs')
    return refuse(`The working directory of ${name}, ${directory}, is in memory (tmpfs) and is emptied at each start. Set another one.`);
  if (over)
    return refuse(
      `The working directory of ${name}, ${directory}, is on the volume ${over.Name}, which the old container shares: its code could not come back. Put the volume elsewhere, or set another working directory.`,
    );
  if (container.HostConfig.ReadonlyRootfs === true)
    return refuse(
      `The file system of ${name} is read-only, so no code can be put into it. Build the code into its image, then update the image.`,
    );
  const below = mounts.filter((it) => it.at.startsWith(`${directory}/`)).map((it) => it.at.slice(directory.length + 1));
  return { place: { directory, mounted: below }, refusal: null };
}

function normalize(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
