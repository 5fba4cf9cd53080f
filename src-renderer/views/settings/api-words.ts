import type { ApiStatus } from '../../../src-shared/contract/doors.ts';
import { type Settings, settingsPatchSchema } from '../../../src-shared/settings.ts';

/** Null where the text is a port, else what is wrong with it. */
export function portProblem(text: string): string | null {
  const port = Number(text.trim());
  return /^\d+$/.test(text.trim()) && settingsPatchSchema.safeParse({ apiPort: port }).success
    ? null
    : 'A port is a number from 1 to 65535';
}

export function addressProblem(text: string): string | null {
  return settingsPatchSchema.safeParse({ apiAddress: text.trim() }).success
    ? null
    : 'An IP address of this machine, such as 127.0.0.1 or ::1';
}

/** Origins as they are typed: parted by commas or spaces. */
export function originsOf(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((it) => it !== '');
}

export function originsProblem(text: string): string | null {
  const origins = originsOf(text);
  const wrong = origins.find((it) => !URL.canParse(it) || new URL(it).origin !== it);
  if (wrong !== undefined) return `${wrong.slice(0, 80)} is not an origin: write it as http://localhost:5173, without a path`;
  return settingsPatchSchema.safeParse({ apiOrigins: [...origins] }).success ? null : 'At most 32 origins';
}

export function secondsProblem(text: string): string | null {
  const seconds = Number(text.trim());
  const isRight = /^\d+$/.test(text.trim()) && settingsPatchSchema.safeParse({ readyWithinSeconds: seconds }).success;
  return isRight ? null : 'A number of seconds from 1 to 3600';
}

/** Whether only programs on this machine reach it. */
export function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}

/** What an address that lets others in means; null where it does not. */
export function exposureWarning({ apiAddress }: Pick<Settings, 'apiAddress'>): string | null {
  if (isLoopback(apiAddress)) return null;
  const who = apiAddress === '0.0.0.0' || apiAddress === '::' ? 'Every machine that reaches this one' : `Machines that reach ${apiAddress}`;
  return `${who} can connect, and the token travels unencrypted. Whoever has the token can do with your containers what you can. Use 127.0.0.1, or put a proxy with TLS in front.`;
}

/** 'Listening at http://127.0.0.1:4773, 2 programs connected'; null while it is not known, and where it is off as it should. */
export function statusWords(status: ApiStatus | null, enabled: boolean): string | null {
  switch (status?.state) {
    case undefined:
      return null;
    case 'off':
      return enabled ? 'Opening' : null;
    case 'failed':
      return status.message;
    case 'listening': {
      const clients = status.clients === 0 ? 'no program' : status.clients === 1 ? '1 program' : `${status.clients} programs`;
      return `Listening at ${status.address}, ${clients} connected`;
    }
  }
}
