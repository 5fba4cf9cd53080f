import { readFile } from 'node:fs/promises';
import { writeFile } from 'atomically';
import { safeStorage } from 'electron';
import { z } from 'zod';
import type { Log } from '../lib/log.ts';
import type { TokenKeeper } from '../store/remotes.ts';

const keptSchema = z.discriminatedUnion('kept', [
  /** Encrypted with the keyring's key. */
  z.object({ kept: z.literal('keyring'), sealed: z.base64() }),
  z.object({ kept: z.literal('file'), token: z.string() }),
]);
const documentSchema = z.record(z.string(), keptSchema);
type Document = z.infer<typeof documentSchema>;

/**
 * Keeps tokens in a file that only the user can read; where the system has a keyring, encrypted with its key. Only once
 * Electron is ready.
 */
export function openTokenKeeper(file: string, log: Log): TokenKeeper {
  // Asked when it is needed: a keyring that is locked would ask the user at each start.
  const keeping = () => (hasKeyring() ? 'keyring' : 'file');
  let writing: Promise<unknown> = Promise.resolve();
  const change = (apply: (document: Document) => Document): Promise<void> => {
    const written = writing.then(async () => {
      await writeFile(file, `${JSON.stringify(apply(await readDocument(file)))}\n`, { mode: 0o600 });
    });
    writing = written.catch(() => undefined);
    return written;
  };
  return {
    get keeping() {
      return keeping();
    },
    keep: (id, token) =>
      change((document) => ({
        ...document,
        [id]:
          keeping() === 'keyring'
            ? { kept: 'keyring', sealed: safeStorage.encryptString(token).toString('base64') }
            : { kept: 'file', token },
      })),
    read: async (id) => {
      try {
        const kept = (await readDocument(file))[id];
        if (!kept) return null;
        return kept.kept === 'file' ? kept.token : safeStorage.decryptString(Buffer.from(kept.sealed, 'base64'));
      } catch (error) {
        log.error('A token can’t be read', { file, error });
        return null;
      }
    },
    forget: (id) => change((document) => Object.fromEntries(Object.entries(document).filter(([key]) => key !== id))),
  };
}

/** `basic_text` is encryption with a password that everybody knows: none. */
function hasKeyring(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text';
}

async function readDocument(file: string): Promise<Document> {
  try {
    return documentSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}
