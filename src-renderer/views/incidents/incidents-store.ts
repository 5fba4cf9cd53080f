import { create } from 'zustand';
import { everyIncident, type IncidentFilter } from './incident-list.ts';

/** How the user has set the view up; kept while other views are shown. */
export const useIncidentFilter = create<IncidentFilter>()(() => everyIncident);

/** The incident that is looked at; kept while other views are shown. Null: the first one. */
export const useChosenIncident = create<{ readonly id: string | null }>()(() => ({ id: null }));

export function chooseIncident(id: string): void {
  useChosenIncident.setState({ id });
}

export function changeIncidentFilter(patch: Partial<IncidentFilter>): void {
  useIncidentFilter.setState(patch);
}
