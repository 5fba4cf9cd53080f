import { Agent } from 'node:http';
import { inspect } from 'node:util';

/**
 * docker-modem dumps the options of every request with util.inspect, agent included: with ten pooled sockets that takes
 * 3 ms of the thread each time. This agent has nothing to tell.
 */
export class QuietAgent extends Agent {
  [inspect.custom](): string {
    return 'QuietAgent';
  }
}

/** Idle connections cost the engine a goroutine each; a few are enough for what comes one by one. */
const keptConnections = 8;

/** For calls that end by themselves: a few connections, kept open between calls. */
export function openUnaryAgent(connections: number): Agent {
  return new QuietAgent({
    keepAlive: true,
    maxSockets: connections,
    maxFreeSockets: Math.min(connections, keptConnections),
    scheduling: 'lifo',
  });
}

/** For one long stream, so that it can't take a connection away from calls. */
export function openStreamAgent(): Agent {
  return new QuietAgent({ keepAlive: false, maxSockets: 1 });
}
