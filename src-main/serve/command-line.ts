import { isIP } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

export interface ServeOptions {
  readonly address: string;
  readonly port: number;
  /** Web pages that may use the API. */
  readonly origins: readonly string[];
  readonly tokenFile: string;
  readonly dataFolder: string;
  /** Null: DOCKER_HOST, the current context, the usual sockets, as in the window. */
  readonly dockerHost: string | null;
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error';
}

export type CommandLine =
  | { readonly command: 'serve'; readonly options: ServeOptions }
  | { readonly command: 'prepareFlow'; readonly name: string }
  /** Printed as an answer. */
  | { readonly command: 'say'; readonly text: string }
  /** What is wrong with the words, and what to write instead. */
  | { readonly command: 'refuse'; readonly text: string };

export const usage = `Usage: quarterdeck <command>

  quarterdeck serve               watches the engines of this machine for programs and other Quarterdecks, without a window
  quarterdeck flow prepare NAME   makes a folder by which a container that is made elsewhere can speak with Quarterdeck

'quarterdeck serve --help' lists its options.`;

export const serveUsage = `Usage: quarterdeck serve [options]

  --address ADDRESS      where to listen (QUARTERDECK_ADDRESS; 127.0.0.1: this machine only)
  --port PORT            (QUARTERDECK_PORT; 4773; 0: any free one)
  --token-file FILE      the token that clients show; made if it is not there (QUARTERDECK_TOKEN_FILE; api-token in the data folder)
  --docker-host ADDRESS  the engine to watch, such as unix:///var/run/docker.sock (DOCKER_HOST; else every usual socket)
  --data-folder FOLDER   token and log (QUARTERDECK_DATA; ~/.local/state/quarterdeck/server)
  --origin URL           a web page that may use the API; can be given several times
  --log-level LEVEL      debug, info, warn or error (QUARTERDECK_LOG_LEVEL; info)
  --help

It is not encrypted: for other machines, put it behind ssh or a proxy that speaks https. SIGTERM and Ctrl C stop it.`;

type Environment = Readonly<Record<string, string | undefined>>;

const portSchema = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .pipe(z.number().int().max(65_535));
const levelSchema = z.enum(['debug', 'info', 'warn', 'error']);
const originSchema = z.url({ protocol: /^https?$/ });

/** What the words after `quarterdeck` ask for. Flags go before the environment. Pure. */
export function parseCommandLine(words: readonly string[], environment: Environment, homeFolder: string): CommandLine {
  const [command, ...rest] = words;
  switch (command) {
    case undefined:
      return { command: 'refuse', text: usage };
    case '--help':
    case '-h':
    case 'help':
      return { command: 'say', text: usage };
    case 'serve':
      return parseServe(rest, environment, homeFolder);
    case 'flow': {
      const [what, name, ...more] = rest;
      if (what !== 'prepare' || name === undefined || more.length > 0)
        return { command: 'refuse', text: 'Write: quarterdeck flow prepare NAME' };
      return { command: 'prepareFlow', name };
    }
    default:
      return { command: 'refuse', text: `quarterdeck has no command '${command.slice(0, 64)}'.\n\n${usage}` };
  }
}

function parseServe(words: readonly string[], environment: Environment, homeFolder: string): CommandLine {
  let flags: ReturnType<typeof readFlags>;
  try {
    flags = readFlags(words);
  } catch (error) {
    return { command: 'refuse', text: `${error instanceof Error ? error.message : String(error)}\n\n${serveUsage}` };
  }
  if (flags.help) return { command: 'say', text: serveUsage };
  const given = (flag: string | undefined, name: string) => flag ?? (environment[name] === '' ? undefined : environment[name]);

  const address = given(flags.address, 'QUARTERDECK_ADDRESS') ?? '127.0.0.1';
  if (isIP(address) === 0) return refuse(`'${address}' is no address. Give one of this machine, such as 127.0.0.1 or 0.0.0.0.`);
  const port = portSchema.safeParse(given(flags.port, 'QUARTERDECK_PORT') ?? '4773');
  if (!port.success) return refuse('The port is a number from 0 to 65535.');
  const logLevel = levelSchema.safeParse(given(flags['log-level'], 'QUARTERDECK_LOG_LEVEL') ?? 'info');
  if (!logLevel.success) return refuse('The log level is debug, info, warn or error.');
  const origins = flags.origin ?? [];
  const wrong = origins.find((origin) => !originSchema.safeParse(origin).success);
  if (wrong !== undefined) return refuse(`'${wrong}' is no origin. Write one such as http://localhost:5173.`);
  const state = environment['XDG_STATE_HOME'] || join(homeFolder, '.local', 'state');
  const dataFolder = given(flags['data-folder'], 'QUARTERDECK_DATA') ?? join(state, 'quarterdeck', 'server');
  return {
    command: 'serve',
    options: {
      address,
      port: port.data,
      origins,
      tokenFile: given(flags['token-file'], 'QUARTERDECK_TOKEN_FILE') ?? join(dataFolder, 'api-token'),
      dataFolder,
      dockerHost: flags['docker-host'] ?? null,
      logLevel: logLevel.data,
    },
  };
}

function readFlags(words: readonly string[]) {
  const { values } = parseArgs({
    args: [...words],
    strict: true,
    options: {
      address: { type: 'string' },
      port: { type: 'string' },
      'token-file': { type: 'string' },
      'docker-host': { type: 'string' },
      'data-folder': { type: 'string' },
      origin: { type: 'string', multiple: true },
      'log-level': { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  return values;
}

function refuse(text: string): CommandLine {
  return { command: 'refuse', text };
}
