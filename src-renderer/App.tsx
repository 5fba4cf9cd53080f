import { Dialogs } from './components/Dialogs.tsx';
import { TipLayer } from './components/TipLayer.tsx';
import { Toasts } from './components/Toasts.tsx';
import { TooltipScope } from './components/Tooltip.tsx';
import { showHelp } from './store/dialogs.ts';
import { useShortcut } from './store/shortcuts.ts';
import { Announcer } from './views/frame/Announcer.tsx';
import { CurrentView } from './views/frame/CurrentView.tsx';
import { Rail } from './views/frame/Rail.tsx';

export function App() {
  useShortcut('help', () => {
    void showHelp();
    return true;
  });
  return (
    <TooltipScope>
      <div className="frame">
        <Rail />
        <main>
          <CurrentView />
        </main>
      </div>
      <Toasts />
      <Dialogs />
      <TipLayer />
      <Announcer />
    </TooltipScope>
  );
}
