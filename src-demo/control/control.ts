import type { IncomingMessage, ServerResponse } from 'node:http';
import { buildFleet } from '../fleet/fleet.ts';
import { addLive } from '../fleet/populate.ts';
import { sendError, sendJson } from '../http/answer.ts';
import type { Streams } from '../http/streams.ts';
import { endByItself, setStill } from '../story/story.ts';
import { announce } from '../world/announce.ts';
import { isAlive } from '../world/container.ts';
import { setHealth } from '../world/health.ts';
import { remove } from '../world/stopping.ts';
import { findContainer, type World } from '../world/world.ts';
import { type Command, parseCommand } from './command.ts';
import type { Faults } from './faults.ts';
import { startFlood } from './flood.ts';

export const controlPrefix = '/_demo/';

/** Cuts all connections but the one that is given. */
export type DropConnections = (except: IncomingMessage['socket'] | null) => void;

export interface Control {
  /** Answers a request under `/_demo/`; faults do not touch it. */
  readonly answer: (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>;
  readonly close: () => void;
}

const bodyLimit = 65_536;

export function createControl(
  world: World,
  faults: Faults,
  streams: Streams,
  connections: { readonly count: () => number; readonly drop: DropConnections },
): Control {
  let stopFlood: () => void = () => undefined;

  async function obey(command: Command, own: IncomingMessage['socket']): Promise<void> {
    switch (command.do) {
      case 'still':
        return setStill(world, command.on);
      case 'hang':
        return faults.setHanging(command.on);
      case 'refuse':
        faults.refusing = command.on;
        return;
      case 'delay':
        faults.delayMs = command.ms;
        return;
      case 'fail':
        faults.failWith = command.status >= 400 ? { status: command.status, message: command.message } : null;
        return;
      case 'cutEvents':
        for (const response of streams.of('events')) cutMidEvent(response);
        return;
      case 'garbleEvents':
        for (const response of streams.of('events')) response.write('{"Type":"container","Action":\n');
        return;
      case 'dropConnections':
        return connections.drop(own);
      case 'flood':
        stopFlood();
        stopFlood = startFlood(world, command.kind, command.perSecond, command.seconds);
        return;
      case 'end': {
        const container = findContainer(world, command.container);
        if (container) endByItself(world, container, command.exitCode, command.outOfMemory);
        return;
      }
      case 'health': {
        const container = findContainer(world, command.container);
        if (container) setHealth(world, container, command.status);
        return;
      }
      case 'resize':
        return resize(world, command.containers);
    }
  }

  return {
    answer: async (request, response, path) => {
      if (request.method === 'GET' && path === `${controlPrefix}state`) {
        sendJson(response, 200, stateOf(world, faults, streams, connections.count()));
        return;
      }
      const command = parseCommand(await readBody(request));
      if (request.method !== 'POST' || path !== `${controlPrefix}control` || !command) {
        sendError(response, 400, 'no such order');
        return;
      }
      await obey(command, request.socket);
      sendJson(response, 200, { done: command.do });
    },
    close: () => stopFlood(),
  };
}

function stateOf(world: World, faults: Faults, streams: Streams, connections: number) {
  const containers = [...world.containers.values()];
  return {
    containers: containers.length,
    alive: containers.filter(isAlive).length,
    still: world.still,
    hanging: faults.hanging(),
    /** The asking one included. */
    connections,
    eventStreams: streams.of('events').length,
    statsStreams: streams.of('stats').length,
    logStreams: streams.of('logs').length,
    eventsEmitted: world.bus.emitted(),
  };
}

function cutMidEvent(response: ServerResponse): void {
  const half = '{"status":"start","id":"0123456789ab","from":"nginx","Type":"container","Action":"st';
  // After the half has left: a cut connection would take it along.
  response.write(half, () => response.destroy());
}

async function resize(world: World, wanted: number): Promise<void> {
  const members = buildFleet(wanted, world.seed, world.clock.nowMs());
  const missing = members.filter(({ spec }) => !world.containers.has(spec.id)).slice(0, Math.max(0, wanted - world.containers.size));
  addLive(world, missing, (container) => announce(world, container, 'create'));
  const surplus = [...world.containers.values()].slice(wanted);
  await Promise.all(surplus.map((container) => remove(world, container, true)));
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  request.setEncoding('utf8');
  for await (const chunk of request) {
    body += String(chunk);
    if (body.length > bodyLimit) return '';
  }
  return body;
}
