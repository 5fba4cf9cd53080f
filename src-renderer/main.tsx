import './no-eval.ts';
import './styles/tokens.css';
import './styles/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { startFleet } from './store/fleet-store.ts';
import { startNavigatePush } from './store/navigate-push.ts';
import { startSamples } from './store/sample-store.ts';
import { startSettings } from './store/settings-store.ts';
import { startShortcuts } from './store/shortcuts.ts';
import { platformNow } from './views/states/platform.ts';

document.documentElement.dataset['platform'] = platformNow();

// Asked for before the first render: the answers are on their way while React builds the frame.
const stops = [startSettings(), startFleet(), startSamples(), startShortcuts(), startNavigatePush()];

// In development a replaced module must not leave a second set of listeners behind.
import.meta.hot?.dispose(() => {
  for (const stop of stops) stop();
});

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
