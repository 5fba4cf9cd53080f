import { join } from 'node:path';

const mark = 'X-Quarterdeck-Autostart=true';

/** Where a Linux desktop looks for what it starts with the session. Pure. */
export function autostartPath(environment: NodeJS.ProcessEnv, home: string): string {
  const config = environment['XDG_CONFIG_HOME'];
  // A relative path is not valid there and must be ignored, says the specification.
  return join(config?.startsWith('/') ? config : join(home, '.config'), 'autostart', 'quarterdeck.desktop');
}

/** The file's text, by the Desktop Entry Specification 1.5. Pure. */
export function autostartFileOf(command: readonly string[]): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Quarterdeck',
    'Comment=Watches your containers from the tray',
    `Exec=${command.map(quoted).join(' ')}`,
    'Icon=quarterdeck',
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    mark,
    '',
  ].join('\n');
}

/** Whether we wrote it. Pure. */
export function isOurs(text: string): boolean {
  return text.split('\n').some((line) => line.trim() === mark);
}

/** Whether the user switched it off in the desktop's own settings, which keep the file. Pure. */
export function isSwitchedOff(text: string): boolean {
  return /^\s*Hidden\s*=\s*true\s*$/im.test(text) || /^\s*X-GNOME-Autostart-enabled\s*=\s*false\s*$/im.test(text);
}

/** In quotes, where backslashes are escaped twice: once as in every value, once as in an argument. */
function quoted(argument: string): string {
  const inQuotes = argument.replace(/["`$\\]/g, (it) => `\\${it}`).replaceAll('\\', '\\\\');
  return `"${inQuotes.replaceAll('%', '%%')}"`;
}
