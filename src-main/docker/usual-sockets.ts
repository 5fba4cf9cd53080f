import type { Surroundings } from './surroundings.ts';

export interface UsualSocket {
  readonly label: string;
  readonly address: string;
  /** systemd may hold this socket for an engine that is stopped. */
  readonly wakesEngine: boolean;
}

/** Where engines listen when nobody has said otherwise, the most usual first. */
export function usualSockets(surroundings: Surroundings): UsualSocket[] {
  const { env, homeDirectory, userId, platform, root } = surroundings;
  if (platform === 'win32') {
    return [
      { label: 'Docker on this machine', address: 'npipe:////./pipe/docker_engine', wakesEngine: false },
      { label: 'Podman', address: 'npipe:////./pipe/podman-machine-default', wakesEngine: false },
    ];
  }
  const runtimeDirectory = env['XDG_RUNTIME_DIR'] || (userId === null ? null : `${root}/run/user/${userId}`);
  const own = (label: string, path: string): UsualSocket => ({ label, address: `unix://${path}`, wakesEngine: false });
  const found: UsualSocket[] = [{ label: 'Docker on this machine', address: `unix://${root}/var/run/docker.sock`, wakesEngine: true }];
  if (runtimeDirectory !== null) found.push(own('Docker, rootless', `${runtimeDirectory}/docker.sock`));
  found.push(
    own('Docker Desktop', `${homeDirectory}/.docker/desktop/docker.sock`),
    own('Docker Desktop', `${homeDirectory}/.docker/run/docker.sock`),
  );
  if (runtimeDirectory !== null) found.push(own('Podman, rootless', `${runtimeDirectory}/podman/podman.sock`));
  found.push(
    own('Podman', `${root}/run/podman/podman.sock`),
    own('Colima', `${homeDirectory}/.colima/default/docker.sock`),
    own('OrbStack', `${homeDirectory}/.orbstack/run/docker.sock`),
  );
  return found;
}
