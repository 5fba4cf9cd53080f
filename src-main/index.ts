import { startDesktop } from './desktop/app.ts';
import { showFatalErrors } from './desktop/fatal.ts';

// First of all: Electron answers an uncaught error with a dialog of its own and a process that stays.
showFatalErrors();
startDesktop();
