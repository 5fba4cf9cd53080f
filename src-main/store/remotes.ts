import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { writeFile } from 'atomically';
import { z } from 'zod';
import { type Remote, remoteSchema } from '../../src-shared/contract/doors.ts';
import { fail, type Result, succeed } from '../../src-shared/failure.ts';
import type { Log } from '../lib/log.ts';

/** Where tokens are kept: the system's keyring, or a file. */
export interface TokenKeeper {
  /** How a token that comes now would be kept. */
  readonly keeping: Remote['tokenKept'];
  keep(id: string, token: string): Promise<void>;
  /** Null where there is none, or it can't be read any more. */
  read(id: string): Promise<string | null>;
  forget(id: string): Promise<void>;
}

export interface RemoteStoreOptions {
  readonly file: string;
  readonly tokens: TokenKeeper;
  readonly log: Log;
}

const documentSchema = z.object({ remotes: z.array(remoteSchema) });

/** The other Quarterdecks that the user has added: a file with their addresses; their tokens lie elsewhere. */
export class RemoteStore {
  private remotes: readonly Remote[];
  private writing: Promise<unknown> = Promise.resolve();
  private readonly options: RemoteStoreOptions;

  private constructor(options: RemoteStoreOptions, remotes: readonly Remote[]) {
    this.options = options;
    this.remotes = remotes;
  }

  /** Reads the file. A broken one is left where it is, said in the log, and replaced by the next change. */
  static async open(options: RemoteStoreOptions): Promise<RemoteStore> {
    try {
      const document = documentSchema.parse(JSON.parse(await readFile(options.file, 'utf8')));
      return new RemoteStore(options, document.remotes);
    } catch (error) {
      const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!missing) options.log.error('The list of remote Quarterdecks can’t be read', { file: options.file, error });
      return new RemoteStore(options, []);
    }
  }

  get keeping(): Remote['tokenKept'] {
    return this.options.tokens.keeping;
  }

  list(): readonly Remote[] {
    return this.remotes;
  }

  tokenOf(id: string): Promise<string | null> {
    return this.options.tokens.read(id);
  }

  /** Keeps a remote and its token; `system_error` where the disk refuses, and then nothing is kept. */
  async add(name: string, url: string, token: string): Promise<Result<Remote>> {
    const remote: Remote = { id: `remote-${randomBytes(4).toString('hex')}`, name, url, tokenKept: this.keeping };
    try {
      await this.options.tokens.keep(remote.id, token);
      await this.write((remotes) => [...remotes, remote]);
      return succeed(remote);
    } catch (error) {
      await this.options.tokens.forget(remote.id).catch((cause: unknown) => this.options.log.warn('A token stays behind', { cause }));
      return this.refused(error);
    }
  }

  /** Forgets a remote and its token; one that is not there is a success. */
  async remove(id: string): Promise<Result<null>> {
    try {
      await this.write((remotes) => remotes.filter((remote) => remote.id !== id));
      await this.options.tokens.forget(id);
      return succeed(null);
    } catch (error) {
      return this.refused(error);
    }
  }

  /** One after the other, so that two changes at once don't undo each other. */
  private write(change: (remotes: readonly Remote[]) => readonly Remote[]): Promise<void> {
    const written = this.writing.then(async () => {
      const remotes = change(this.remotes);
      await writeFile(this.options.file, `${JSON.stringify({ remotes }, null, 2)}\n`, { mode: 0o600 });
      this.remotes = remotes;
    });
    this.writing = written.catch(() => undefined);
    return written;
  }

  private refused(error: unknown): Result<never> {
    const { file, log } = this.options;
    log.error('The list of remote Quarterdecks can’t be written', { file, error });
    return fail('system_error', `The list can’t be saved to ${file}. Check that there is room and that you may write there.`, {
      cause: error instanceof Error ? error.message : String(error),
    });
  }
}
