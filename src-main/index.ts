import { startDesktop } from './desktop/app.ts';
import { showFatalErrors } from './desktop/fatal.ts';

// First of all: Electron answers an uncaught error with a dialog of its own and a process that stays.
showFatalErrors();
// Awaited, so that the watcher's thread starts before Chromium does: no turn of the loop comes until that is up.
await startDesktop();
