import { lazy, Suspense } from 'react';
import { useFleet } from '../../store/fleet-store.ts';
import { useNavigation } from '../../store/navigation.ts';
import { ActivityView } from '../activity/ActivityView.tsx';
import { ContainersView } from '../containers/ContainersView.tsx';
import { HostsView } from '../hosts/HostsView.tsx';
import { SettingsView } from '../settings/SettingsView.tsx';
import { Loading } from '../states/Loading.tsx';
import { NoEngine } from '../states/NoEngine.tsx';
import { engineView } from '../states/no-engine.ts';

// Charts weigh more than all the rest; the list must not wait for them.
const ContainerDetail = lazy(() => import('../detail/ContainerDetail.tsx').then((module) => ({ default: module.ContainerDetail })));

// Forms are opened now and then; the list must not wait for them either.
const CreateView = lazy(() => import('../create/CreateView.tsx').then((module) => ({ default: module.CreateView })));
const UpdateView = lazy(() => import('../update/UpdateView.tsx').then((module) => ({ default: module.UpdateView })));

// It has a chart too.
const IncidentsView = lazy(() => import('../incidents/IncidentsView.tsx').then((module) => ({ default: module.IncidentsView })));

/** The view for where the user is. */
export function CurrentView() {
  const place = useNavigation((state) => state.place);
  switch (place.view) {
    case 'containers':
      return <ContainersOrState />;
    case 'container':
      return (
        <Suspense fallback={null}>
          <ContainerDetail
            key={`${place.hostId}/${place.containerId}`}
            hostId={place.hostId}
            containerId={place.containerId}
            tab={place.tab}
          />
        </Suspense>
      );
    case 'activity':
      return <ActivityView container={place.container} />;
    case 'create':
      return (
        <Suspense fallback={null}>
          <CreateView />
        </Suspense>
      );
    case 'update':
      return (
        <Suspense fallback={null}>
          <UpdateView
            key={`${place.hostId}/${place.containerId}/${place.part}`}
            hostId={place.hostId}
            containerId={place.containerId}
            part={place.part}
          />
        </Suspense>
      );
    case 'incidents':
      return (
        <Suspense fallback={null}>
          <IncidentsView incidentId={place.incidentId} />
        </Suspense>
      );
    case 'hosts':
      return <HostsView />;
    case 'settings':
      return <SettingsView />;
  }
}

function ContainersOrState() {
  const discovery = useFleet((state) => state.fleet.discovery);
  const shown = useFleet((state) => engineView(state.connection, state.fleet.hosts, state.fleet.discovery));
  if (shown === 'noEngine' && discovery) return <NoEngine discovery={discovery} />;
  if (shown === 'loading') return <Loading title="Containers" />;
  return <ContainersView />;
}
