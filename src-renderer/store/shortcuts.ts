import { useEffect, useRef } from 'react';
import { matchesKeys } from './shortcut-keys.ts';

/** Where a shortcut works: `everywhere`, or in the view of that name. */
export type ShortcutPlace =
  | 'everywhere'
  | 'containers'
  | 'form'
  | 'container'
  | 'logs'
  | 'messages'
  | 'activity'
  | 'incidents'
  | 'hosts'
  | 'states';

interface Shortcut {
  readonly id: string;
  /** Alternatives, as 'Mod+1', 'Shift+ArrowDown', '/'. `Mod` is Ctrl, and Cmd on macOS. */
  readonly keys: readonly string[];
  readonly where: ShortcutPlace;
  readonly label: string;
}

/** Every shortcut of the window: what the dispatcher obeys and what the '?' list shows, in its order. */
export const shortcuts = [
  { id: 'goContainers', keys: ['Mod+1'], where: 'everywhere', label: 'Containers' },
  { id: 'goActivity', keys: ['Mod+2'], where: 'everywhere', label: 'Activity' },
  { id: 'goIncidents', keys: ['Mod+3'], where: 'everywhere', label: 'Incidents' },
  { id: 'goHosts', keys: ['Mod+4'], where: 'everywhere', label: 'Hosts' },
  { id: 'goSettings', keys: ['Mod+5', 'Mod+,'], where: 'everywhere', label: 'Settings' },
  { id: 'filter', keys: ['/', 'Mod+f'], where: 'everywhere', label: 'Filter or search' },
  { id: 'escape', keys: ['Escape'], where: 'everywhere', label: 'Clear, close, back' },
  { id: 'help', keys: ['?'], where: 'everywhere', label: 'All shortcuts' },

  { id: 'rowUp', keys: ['ArrowUp'], where: 'containers', label: 'Row above' },
  { id: 'rowDown', keys: ['ArrowDown'], where: 'containers', label: 'Row below' },
  { id: 'fold', keys: ['ArrowLeft'], where: 'containers', label: 'Fold the group or message' },
  { id: 'unfold', keys: ['ArrowRight'], where: 'containers', label: 'Unfold the group or message' },
  { id: 'rowFirst', keys: ['Home'], where: 'containers', label: 'First row' },
  { id: 'rowLast', keys: ['End'], where: 'containers', label: 'Last row' },
  { id: 'pageUp', keys: ['PageUp'], where: 'containers', label: 'Page up' },
  { id: 'pageDown', keys: ['PageDown'], where: 'containers', label: 'Page down' },
  { id: 'open', keys: ['Enter'], where: 'containers', label: 'Open' },
  { id: 'select', keys: ['Space'], where: 'containers', label: 'Select' },
  { id: 'extendUp', keys: ['Shift+ArrowUp'], where: 'containers', label: 'Extend the selection up' },
  { id: 'extendDown', keys: ['Shift+ArrowDown'], where: 'containers', label: 'Extend the selection down' },
  { id: 'selectAll', keys: ['Mod+a'], where: 'containers', label: 'Select all shown' },
  { id: 'menu', keys: ['ContextMenu', 'Shift+F10'], where: 'containers', label: 'All actions of the row' },
  { id: 'newContainer', keys: ['n', 'Mod+n'], where: 'containers', label: 'New container' },

  { id: 'startOrStop', keys: ['s'], where: 'containers', label: 'Start or stop' },
  { id: 'restart', keys: ['r'], where: 'containers', label: 'Restart' },
  { id: 'pauseOrUnpause', keys: ['p'], where: 'containers', label: 'Pause or go on' },
  { id: 'kill', keys: ['k'], where: 'containers', label: 'Kill…' },
  { id: 'logs', keys: ['l'], where: 'containers', label: 'Logs' },
  { id: 'openIncident', keys: ['i'], where: 'containers', label: 'Open its incident' },
  { id: 'openPort', keys: ['o'], where: 'containers', label: 'Open the first published port' },
  { id: 'copyId', keys: ['c'], where: 'containers', label: 'Copy the id' },
  { id: 'rename', keys: ['F2'], where: 'containers', label: 'Rename…' },
  { id: 'delete', keys: ['Delete'], where: 'containers', label: 'Delete…' },
  // Not everywhere: in a field it is the field's own.
  { id: 'undo', keys: ['Mod+z'], where: 'containers', label: 'Undo the last delete' },

  { id: 'submitForm', keys: ['Mod+Enter'], where: 'form', label: 'Create, review or update' },

  { id: 'tabOverview', keys: ['1'], where: 'container', label: 'Overview' },
  { id: 'tabLogs', keys: ['2'], where: 'container', label: 'Logs' },
  { id: 'tabActivity', keys: ['3'], where: 'container', label: 'Activity' },
  { id: 'tabInspect', keys: ['4'], where: 'container', label: 'Inspect' },
  { id: 'tabMessages', keys: ['5'], where: 'container', label: 'Messages' },
  { id: 'windowShorter', keys: ['['], where: 'container', label: 'Shorter time' },
  { id: 'windowLonger', keys: [']'], where: 'container', label: 'Longer time' },
  { id: 'crosshairBack', keys: ['ArrowLeft'], where: 'container', label: 'Crosshair back' },
  { id: 'crosshairOn', keys: ['ArrowRight'], where: 'container', label: 'Crosshair on' },
  { id: 'crosshairFarBack', keys: ['Shift+ArrowLeft'], where: 'container', label: 'Crosshair ten points back' },
  { id: 'crosshairFarOn', keys: ['Shift+ArrowRight'], where: 'container', label: 'Crosshair ten points on' },

  { id: 'follow', keys: ['f'], where: 'logs', label: 'Follow or pause, also messages' },
  { id: 'wrap', keys: ['w'], where: 'logs', label: 'Wrap lines' },
  { id: 'timestamps', keys: ['t'], where: 'logs', label: 'Timestamps' },
  { id: 'nextMatch', keys: ['n'], where: 'logs', label: 'Next match' },
  { id: 'previousMatch', keys: ['Shift+n'], where: 'logs', label: 'Match before' },

  { id: 'compose', keys: ['m'], where: 'messages', label: 'Write a message' },
  { id: 'send', keys: ['Mod+Enter'], where: 'messages', label: 'Send the message' },
  // The fields of the composer listen to it themselves.
  { id: 'recall', keys: ['ArrowUp'], where: 'messages', label: 'While writing: what was sent before' },

  { id: 'export', keys: ['e'], where: 'activity', label: 'Export' },
  { id: 'copyLine', keys: ['c'], where: 'activity', label: 'Copy the line or message' },

  { id: 'mute', keys: ['m'], where: 'incidents', label: 'Mute or unmute…' },
  { id: 'copyIncident', keys: ['c'], where: 'incidents', label: 'Copy as Markdown' },
  { id: 'forgetIncident', keys: ['Delete'], where: 'incidents', label: 'Forget…' },
  { id: 'nextOfStory', keys: ['n'], where: 'incidents', label: 'Next container of the story' },

  { id: 'retry', keys: ['r'], where: 'states', label: 'Try the engine again' },
  { id: 'demo', keys: ['d'], where: 'states', label: 'Explore with the demo engine' },
  { id: 'copyCommand', keys: ['c'], where: 'states', label: 'Copy the command' },
] as const satisfies readonly Shortcut[];

export type ShortcutId = (typeof shortcuts)[number]['id'];

/** Returning false passes the key on to the handler registered before, then to the browser. */
export type ShortcutHandler = (event: KeyboardEvent) => boolean | undefined;

interface Registration {
  readonly id: ShortcutId;
  readonly handler: ShortcutHandler;
}

const registrations: Registration[] = [];

/** Handles a shortcut while registered; the newest registration goes first. Returns its unsubscribe. */
export function onShortcut(id: ShortcutId, handler: ShortcutHandler): () => void {
  const registration: Registration = { id, handler };
  registrations.push(registration);
  return () => {
    const at = registrations.indexOf(registration);
    if (at >= 0) registrations.splice(at, 1);
  };
}

/** `onShortcut` for as long as the component is on screen (and `enabled`). */
export function useShortcut(id: ShortcutId, handler: ShortcutHandler, enabled = true): void {
  const current = useRef(handler);
  useEffect(() => {
    current.current = handler;
  });
  useEffect(() => (enabled ? onShortcut(id, (event) => current.current(event)) : undefined), [id, enabled]);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio]), textarea, select');
}

/** Menus and dialogs keep their keys to themselves. */
function isModal(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open]')) return true;
  return target instanceof Element && target.closest('[role=menu]') !== null;
}

/** Enter and Space on a button, arrows in a group of tabs or radios, belong to that control. */
function belongsToControl(event: KeyboardEvent): boolean {
  if (!(event.target instanceof Element)) return false;
  if (event.key === 'Enter' || event.key === ' ') return event.target.closest('button, a, summary, [role=button]') !== null;
  if (event.key.startsWith('Arrow')) return event.target.closest('[role=tablist], [role=radiogroup], [role=slider]') !== null;
  return false;
}

function dispatch(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || isModal(event.target) || belongsToControl(event)) return;
  if (isTyping(event.target) && !event.ctrlKey && !event.metaKey) return;
  for (const { id, handler } of [...registrations].reverse()) {
    const shortcut = shortcuts.find((it) => it.id === id);
    if (!shortcut?.keys.some((keys) => matchesKeys(keys, event))) continue;
    if (isTyping(event.target) && shortcut.where !== 'everywhere') continue;
    if (handler(event) === false) continue;
    event.preventDefault();
    return;
  }
}

/** The window's only keydown listener for shortcuts. Returns what stops it. */
export function startShortcuts(): () => void {
  window.addEventListener('keydown', dispatch);
  return () => window.removeEventListener('keydown', dispatch);
}
