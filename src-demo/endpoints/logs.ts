import type { ServerResponse } from 'node:http';
import { beginStream, sendError, sendOutcome } from '../http/answer.ts';
import { type Exchange, type Handler, isSet, timeParameter, wholeNumber } from '../http/exchange.ts';
import { type LogLine, linesKept, linesOf, nextLineAtMs } from '../logs/log.ts';
import { engineTime } from '../shapes/timestamps.ts';
import { type Container, isAlive } from '../world/container.ts';
import { noSuchContainer } from '../world/refusal.ts';
import { findContainer } from '../world/world.ts';

/** GET /containers/{id}/logs */
export const logs: Handler = (exchange) => {
  const { query, response, subject, world } = exchange;
  const container = findContainer(world, subject);
  if (!container) {
    sendOutcome(response, noSuchContainer(subject));
    return;
  }
  if (!isSet(query, 'stdout') && !isSet(query, 'stderr')) {
    sendError(response, 400, 'Bad parameters: you must choose at least one stream');
    return;
  }
  const sinceMs = timeParameter(query, 'since');
  const untilMs = timeParameter(query, 'until');
  if (sinceMs === 'malformed' || untilMs === 'malformed') {
    sendError(response, 400, `strconv.ParseInt: parsing "${query.get('since') ?? ''}": invalid syntax`);
    return;
  }
  const tail = wholeNumber(query, 'tail');
  beginStream(response, null);
  const write = writer(exchange, container);
  const endMs = Math.min(untilMs || Number.POSITIVE_INFINITY, world.clock.nowMs());
  // A negative or malformed tail means all, as for the engine.
  const limit = typeof tail === 'number' && tail >= 0 ? tail : linesKept;
  for (const line of linesOf(container, sinceMs ?? 0, endMs, limit)) write(line);
  if (isSet(query, 'follow') && isAlive(container)) follow(exchange, container, endMs, write);
  else response.end();
};

function follow(exchange: Exchange, container: Container, fromMs: number, write: (line: LogLine) => void): void {
  const { response, streams, world, faults } = exchange;
  let toldUntilMs = fromMs;
  let cancel: () => void = () => undefined;

  function catchUp() {
    const nowMs = world.clock.nowMs();
    for (const line of linesOf(container, toldUntilMs, nowMs, linesKept)) write(line);
    toldUntilMs = nowMs;
  }
  function planNext() {
    const nextMs = nextLineAtMs(container, toldUntilMs);
    if (nextMs === null) return;
    cancel = world.clock.after(Math.max(1, nextMs - world.clock.nowMs()), () => {
      if (!faults.hanging() && !response.writableNeedDrain) catchUp();
      planNext();
    });
  }
  // The engine ends a followed log with the container.
  const end = () => {
    cancel();
    catchUp();
    response.end();
  };
  container.onEnd.add(end);
  streams.add('logs', response, () => {
    cancel();
    container.onEnd.delete(end);
  });
  planNext();
}

function writer({ query, response }: Exchange, container: Container): (line: LogLine) => void {
  const wanted = { stdout: isSet(query, 'stdout'), stderr: isSet(query, 'stderr') };
  const stamped = isSet(query, 'timestamps');
  return (line) => {
    const stream = container.spec.tty ? 'stdout' : line.stream;
    if (!wanted[stream]) return;
    const stamp = stamped ? `${engineTime(line.atMs)} ` : '';
    if (container.spec.tty) response.write(`${stamp}${line.text}\r\n`);
    else writeFrame(response, stream, `${stamp}${line.text}\n`);
  };
}

/** The engine's framing: stream number, three zeros, length, text. */
function writeFrame(response: ServerResponse, stream: 'stdout' | 'stderr', text: string): void {
  const length = Buffer.byteLength(text);
  const frame = Buffer.allocUnsafe(8 + length);
  frame.writeUInt32BE(stream === 'stdout' ? 0x01000000 : 0x02000000, 0);
  frame.writeUInt32BE(length, 4);
  frame.write(text, 8);
  response.write(frame);
}
