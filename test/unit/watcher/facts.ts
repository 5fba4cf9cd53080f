import type { Container } from '../../../src-shared/model.ts';
import { buildContainer } from '../../support/build.ts';

/** A container whose name is its id, for tests of what is done with one. */
export function container(id: string, more: Partial<Container> = {}): Container {
  return buildContainer({ id, name: id, image: 'image', ...more });
}
