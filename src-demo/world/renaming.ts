import { announce } from './announce.ts';
import type { Container } from './container.ts';
import { badRequest, conflict, type Refusal } from './refusal.ts';
import { findByName, type World } from './world.ts';

/** Gives a container another name. */
export function rename(world: World, container: Container, wanted: string): Refusal | null {
  const name = wanted.startsWith('/') ? wanted.slice(1) : wanted;
  if (name === '') return badRequest('Neither old nor new names may be empty');
  if (name === container.name) return badRequest('Renaming a container with the same name as its current name');
  if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name)) {
    return badRequest(`Error when allocating new name: Invalid container name (/${name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`);
  }
  const owner = findByName(world, name);
  if (owner) {
    return conflict(
      `Error when allocating new name: Conflict. The container name "/${name}" is already in use by container "${owner.spec.id}". You have to remove (or rename) that container to be able to reuse that name.`,
    );
  }
  const oldName = container.name;
  container.name = name;
  announce(world, container, 'rename', { oldName: `/${oldName}` });
  return null;
}
