import { createHash } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Problem } from '../../src-shared/model.ts';
import { errorFacts } from './problems.ts';

export type DockerContext =
  /** None is chosen, or Docker's own default. */
  | { readonly kind: 'none' }
  | { readonly kind: 'endpoint'; readonly name: string; readonly host: string; readonly tls: boolean }
  | { readonly kind: 'broken'; readonly name: string | null; readonly problem: Problem };

const configSchema = z.object({ currentContext: z.string().max(255).optional() });
const metaSchema = z.object({ Name: z.string(), Endpoints: z.object({ docker: z.object({ Host: z.string().max(1_024) }) }) });

/** The context that the docker command would use, read from its own files. Broken files come back as a Problem. */
export async function readDockerContext(env: NodeJS.ProcessEnv, homeDirectory: string): Promise<DockerContext> {
  const folder = env['DOCKER_CONFIG'] || join(homeDirectory, '.docker');
  const configPath = join(folder, 'config.json');
  let name = env['DOCKER_CONTEXT'] || null;
  if (name === null) {
    const config = await readJson(configPath, configSchema);
    if (config.kind === 'broken')
      return broken(null, `Docker's settings in ${configPath} can't be read: ${config.reason}. Repair or remove that file.`);
    if (config.kind === 'missing') return { kind: 'none' };
    name = config.value.currentContext || null;
  }
  if (name === null || name === 'default') return { kind: 'none' };
  const id = createHash('sha256').update(name).digest('hex');
  const metaPath = join(folder, 'contexts', 'meta', id, 'meta.json');
  const meta = await readJson(metaPath, metaSchema);
  const remedy = "Choose another with 'docker context use', or 'docker context use default'.";
  if (meta.kind === 'missing') return broken(name, `There is no Docker context '${name}' (${metaPath} is missing). ${remedy}`);
  if (meta.kind === 'broken') return broken(name, `The Docker context '${name}' can't be read: ${meta.reason} in ${metaPath}. ${remedy}`);
  const tls = await access(join(folder, 'contexts', 'tls', id)).then(
    () => true,
    () => false,
  );
  return { kind: 'endpoint', name, host: meta.value.Endpoints.docker.Host, tls };
}

type Read<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'missing' }
  | { readonly kind: 'broken'; readonly reason: string };

async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<Read<T>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const code = errorFacts(error).code;
    return code === 'ENOENT' || code === 'ENOTDIR' ? { kind: 'missing' } : { kind: 'broken', reason: code ?? 'it is not readable' };
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // The parser's message quotes the file, which may hold credentials.
    return { kind: 'broken', reason: 'it is not JSON' };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { kind: 'value', value: parsed.data };
  return { kind: 'broken', reason: `unexpected content at '${parsed.error.issues[0]?.path.join('.') ?? ''}'` };
}

function broken(name: string | null, message: string): DockerContext {
  return { kind: 'broken', name, problem: { kind: 'other', message } };
}
