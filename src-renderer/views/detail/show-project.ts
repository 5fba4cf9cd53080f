import { goTo } from '../../store/navigation.ts';

/** Leads to the containers of a Compose project. */
export function showProject(_project: string): void {
  goTo({ view: 'containers' });
}
