/** How to get a tray on a desktop without one. `desktops` is XDG_CURRENT_DESKTOP: 'ubuntu:GNOME', 'sway' ... Pure. */
export function trayHelp(desktops: string): string {
  const names = desktops.toLowerCase().split(':');
  if (names.some((it) => it.includes('gnome'))) {
    return 'GNOME shows no tray icons by itself. Install the extension “AppIndicator and KStatusNotifierItem Support” (on Debian and Ubuntu the package gnome-shell-extension-appindicator), switch it on in Extensions, and log in again.';
  }
  if (names.some((it) => it === 'xfce' || it === 'mate' || it === 'x-cinnamon' || it === 'lxqt')) {
    return 'No panel shows tray icons. Add “Status Tray” or “Notification Area” to a panel.';
  }
  return 'Nothing on this desktop shows tray icons. Start a panel that does (it owns org.kde.StatusNotifierWatcher on the session bus), such as waybar with its tray module, or KDE’s.';
}
