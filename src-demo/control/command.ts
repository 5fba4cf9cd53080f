/** What tests may order, by POST /_demo/control. The Docker API has nothing under that path. */
export type Command =
  | { readonly do: 'still'; readonly on: boolean }
  | { readonly do: 'hang'; readonly on: boolean }
  /** Cuts every connection that asks something of the Docker API. */
  | { readonly do: 'refuse'; readonly on: boolean }
  | { readonly do: 'delay'; readonly ms: number }
  /** Answers every request with that status and message; status 0 ends it. */
  | { readonly do: 'fail'; readonly status: number; readonly message: string }
  /** Sends half an event on every event stream and cuts it. */
  | { readonly do: 'cutEvents' }
  /** Sends a line that is no JSON on every event stream, which stays open. */
  | { readonly do: 'garbleEvents' }
  /** Cuts every connection but this one. */
  | { readonly do: 'dropConnections' }
  /** Sends `perSecond` events a second for `seconds`: signals that change nothing, or renames there and back. */
  | { readonly do: 'flood'; readonly kind: 'kill' | 'rename'; readonly perSecond: number; readonly seconds: number }
  /** Lets a container die by itself. */
  | { readonly do: 'end'; readonly container: string; readonly exitCode: number; readonly outOfMemory: boolean }
  | { readonly do: 'health'; readonly container: string; readonly status: 'healthy' | 'unhealthy' }
  /** Creates or removes containers until there are so many. */
  | { readonly do: 'resize'; readonly containers: number };

/** Reads an order; null when it is none. */
export function parseCommand(text: string): Command | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const fields = new Map<string, unknown>(Object.entries(value));
  const flag = (name: string) => fields.get(name) === true;
  const number = (name: string) => {
    const found = fields.get(name);
    return typeof found === 'number' && Number.isFinite(found) && found >= 0 ? found : null;
  };
  const word = (name: string) => {
    const found = fields.get(name);
    return typeof found === 'string' ? found : '';
  };
  const order = fields.get('do');
  switch (order) {
    case 'still':
    case 'hang':
    case 'refuse':
      return { do: order, on: flag('on') };
    case 'cutEvents':
    case 'garbleEvents':
    case 'dropConnections':
      return { do: order };
    case 'delay':
      return { do: order, ms: number('ms') ?? 0 };
    case 'fail':
      return { do: order, status: number('status') ?? 0, message: word('message') };
    case 'flood':
      return {
        do: order,
        kind: word('kind') === 'rename' ? 'rename' : 'kill',
        perSecond: number('perSecond') ?? 1_000,
        seconds: number('seconds') ?? 1,
      };
    case 'end':
      return { do: order, container: word('container'), exitCode: number('exitCode') ?? 1, outOfMemory: flag('outOfMemory') };
    case 'health':
      return { do: order, container: word('container'), status: word('status') === 'healthy' ? 'healthy' : 'unhealthy' };
    case 'resize': {
      const containers = number('containers');
      return containers === null ? null : { do: order, containers: Math.floor(containers) };
    }
    default:
      return null;
  }
}
