import { useSettings } from '../../store/settings-store.ts';

/** Nothing has gone wrong, and what would be told. */
export function NoIncidents() {
  const told = useSettings((state) => state.settings.notificationsEnabled);
  return (
    <div className="incidents-empty">
      <h2>No incidents</h2>
      <p>
        When a container crashes, runs out of memory, is started again and again or becomes unhealthy, its story is kept here: when, why,
        and what it last said.{told ? ' You are told of it at once.' : ' Notifications are off, so it is only listed.'}
      </p>
    </div>
  );
}
