import { goTo } from '../../store/navigation.ts';
import { useList } from '../containers/list-store.ts';

/** Leads to the containers of a Compose project: the list, filtered by its name. */
export function showProject(project: string): void {
  useList.setState({ text: project, stateFilter: 'all' });
  goTo({ view: 'containers' });
}
