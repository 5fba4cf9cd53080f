/** What a container of an image would be called: the last part of its name, without tag and digest. */
export function wantedName(image: string): string {
  const path = image.trim().replace(/@.*$/, '');
  return (path.split('/').at(-1) ?? '').replace(/:.*$/, '');
}
