import { describe, expect, it } from 'vitest';
import { commandLine, lineProblem } from '../../../src-main/flow/command-line.ts';
import type { Json } from '../../../src-main/flow/json.ts';
import { LaterNotes, type NotedLine } from '../../../src-main/flow/later-notes.ts';
import { flowBodyLimit } from '../../../src-shared/flow.ts';

function noting() {
  const notes = new LaterNotes();
  const written: string[] = [];
  const write = (line: NotedLine) => void written.push(line.text);
  const add = (text: string) =>
    notes.add({ atMs: 1, direction: 'toContainer', kind: 'command', correlationId: null, title: 't', text, latencyMs: null, write });
  return { notes, written, add };
}

describe('what is noted of the talk with containers', () => {
  it('waits until somebody looks, and is in order then', () => {
    const { notes, written, add } = noting();
    for (const text of ['a', 'b', 'c']) add(text);
    expect(written).toEqual([]);
    notes.flush();
    expect(written).toEqual(['a', 'b', 'c']);
    notes.flush();
    expect(written).toHaveLength(3);
  });

  it('is written within a moment though nobody looks', async () => {
    const { written, add } = noting();
    add('a');
    await expect.poll(() => written).toEqual(['a']);
  });

  it('never waits in bulk: not many, not much text, and no long line at all', () => {
    const many = noting();
    for (let at = 0; at < 10_000; at += 1) many.add('x');
    expect(many.written.length).toBeGreaterThan(9_700);
    many.notes.flush();
    const much = noting();
    for (let at = 0; at < 100; at += 1) much.add('x'.repeat(flowBodyLimit));
    expect(much.written.length).toBeGreaterThan(94);
    much.notes.flush();
    const long = noting();
    long.add('before');
    long.add('x'.repeat(flowBodyLimit + 1));
    expect(long.written).toHaveLength(2);
  });
});

describe('a command', () => {
  it('that nests too deep even to be written is told so and never throws', () => {
    let deep: Json = null;
    for (let at = 0; at < 100_000; at += 1) deep = [deep];
    expect(commandLine('1', 'echo', deep)).toBeNull();
  });

  it('that is too long or too deep for a container says so', () => {
    expect(lineProblem('x'.repeat(300_000))).toMatch(/longer than 256 KiB/);
    expect(lineProblem(commandLine('1', 'echo', JSON.parse(`${'['.repeat(70)}${']'.repeat(70)}`)) ?? '')).toMatch(/deeper than 64/);
    expect(lineProblem(commandLine('1', 'echo', { a: 1 }) ?? '')).toBeNull();
  });
});
