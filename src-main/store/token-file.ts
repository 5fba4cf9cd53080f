import { randomBytes } from 'node:crypto';
import { chmod, readFile, stat } from 'node:fs/promises';
import { writeFile } from 'atomically';
import { fail, type Result, succeed } from '../../src-shared/failure.ts';
import type { Log } from '../lib/log.ts';

/** A secret by which programs show that they may come in. */
export interface TokenStore {
  /** The token; made on first use. */
  read(): Promise<Result<string>>;
  /** Puts a new one in its place. */
  renew(): Promise<Result<string>>;
}

const bytes = 32;
const shortest = 16;
const longest = 512;

/** Keeps the token in `file`, which only the user can read: one that others can read is closed to them and said in the log. */
export function openTokenFile({ file, log }: { readonly file: string; readonly log: Log }): TokenStore {
  let known: string | null = null;
  let turn: Promise<unknown> = Promise.resolve();
  // One after the other, so that two first uses do not make two tokens.
  const inTurn = <T>(run: () => Promise<T>): Promise<T> => {
    const done = turn.then(run);
    turn = done.catch(() => undefined);
    return done;
  };

  const renew = async (): Promise<Result<string>> => {
    const token = randomBytes(bytes).toString('base64url');
    try {
      await writeFile(file, `${token}\n`, { mode: 0o600 });
    } catch (error) {
      log.error('The token can’t be written', { file, error });
      return fail('system_error', `The token can’t be saved to ${file}. Check that there is room and that you may write there.`, {
        cause: error instanceof Error ? error.message : String(error),
      });
    }
    known = token;
    return succeed(token);
  };

  const read = async (): Promise<Result<string>> => {
    if (known !== null) return succeed(known);
    try {
      const text = (await readFile(file, 'utf8')).trim();
      await closeToOthers(file, log);
      if (text.length < shortest || text.length > longest || /\s/.test(text)) {
        return fail(
          'system_error',
          `${file} holds no token: it takes ${shortest} to ${longest} characters on one line. Correct it, or delete it.`,
        );
      }
      known = text;
      return succeed(text);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return renew();
      log.error('The token can’t be read', { file, error });
      return fail('system_error', `The token in ${file} can’t be read. Check who may read it.`, {
        cause: error instanceof Error ? error.message : String(error),
      });
    }
  };

  return { read: () => inTurn(read), renew: () => inTurn(renew) };
}

async function closeToOthers(file: string, log: Log): Promise<void> {
  const { mode } = await stat(file);
  if (process.platform === 'win32' || (mode & 0o077) === 0) return;
  log.warn('The token could be read by other users of this machine, which was put an end to. Renew it.', { file });
  await chmod(file, 0o600);
}
