import { execFileSync } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { networkInterfaces } from 'node:os';

/**
 * Makes a network bridge for one engine, as two daemons can't share one.
 * @returns its name, or undefined where the kernel or our rights do not allow it: containers then have no network
 */
export function makeBridge(): string | undefined {
  const name = `qd${randomBytes(4).toString('hex')}`;
  const taken = Object.values(networkInterfaces()).flatMap((addresses) => addresses?.map(({ address }) => address) ?? []);
  let prefix = '';
  do prefix = `10.${randomInt(180, 250)}.${randomInt(0, 255)}`;
  while (taken.some((address) => address.startsWith(`${prefix}.`)));
  try {
    for (const line of [`link add name ${name} type bridge`, `addr add ${prefix}.1/24 dev ${name}`, `link set ${name} up`]) {
      execFileSync('ip', line.split(' '), { stdio: 'ignore', env: withSystemPath() });
    }
    return name;
  } catch {
    return undefined;
  }
}

/** Our environment with the folders where system tools are, which a plain user's PATH leaves out. */
export function withSystemPath(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/local/sbin:/usr/sbin:/sbin` };
}
