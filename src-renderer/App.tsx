import { TooltipScope } from './components/Tooltip.tsx';
import { CurrentView } from './views/frame/CurrentView.tsx';
import { Rail } from './views/frame/Rail.tsx';

export function App() {
  return (
    <TooltipScope>
      <div className="frame">
        <Rail />
        <main>
          <CurrentView />
        </main>
      </div>
    </TooltipScope>
  );
}
