import { useEffect, useRef } from 'react';
import { Dialogs } from './components/Dialogs.tsx';
import { focusContent } from './components/focus-content.ts';
import { TipLayer } from './components/TipLayer.tsx';
import { Toasts } from './components/Toasts.tsx';
import { TooltipScope } from './components/Tooltip.tsx';
import { undoLastDeletion } from './store/delete.ts';
import { showHelp } from './store/dialogs.ts';
import { useNavigation } from './store/navigation.ts';
import { useShortcut } from './store/shortcuts.ts';
import { Announcer } from './views/frame/Announcer.tsx';
import { CurrentView } from './views/frame/CurrentView.tsx';
import { OperationsStrip } from './views/frame/OperationsStrip.tsx';
import { Rail } from './views/frame/Rail.tsx';
import { RailFault } from './views/frame/RailFault.tsx';
import { ViewFault } from './views/states/ViewFault.tsx';

export function App() {
  useShortcut('help', () => {
    void showHelp();
    return true;
  });
  useShortcut('undo', undoLastDeletion);
  useFocusOnArrival();
  const place = useNavigation((state) =>
    state.place.view === 'container' ? `${state.place.hostId}/${state.place.containerId}` : state.place.view,
  );
  return (
    <TooltipScope>
      <div className="frame">
        <ViewFault fallback={<RailFault />}>
          <Rail />
        </ViewFault>
        <main tabIndex={-1}>
          <ViewFault key={place}>
            <CurrentView />
          </ViewFault>
          <ViewFault fallback={null}>
            <OperationsStrip />
          </ViewFault>
        </main>
      </div>
      <Toasts />
      <Dialogs />
      <TipLayer />
      <Announcer />
    </TooltipScope>
  );
}

/** What had the focus goes with the view that is left. A container's detail is loaded late and sees to it itself. */
function useFocusOnArrival(): void {
  const view = useNavigation((state) => state.place.view);
  const before = useRef(view);
  useEffect(() => {
    if (before.current !== view && view !== 'container') focusContent();
    before.current = view;
  }, [view]);
}
