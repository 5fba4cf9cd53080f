import { describe, expect, it } from 'vitest';
import { fenced, incidentMarkdown, inline } from '../../../src-renderer/views/incidents/incident-markdown.ts';
import { anEvidence, anIncident } from '../../support/incidents.ts';

const atMs = new Date(2026, 10, 21, 14, 29, 7, 318).getTime();

describe('an incident as Markdown', () => {
  it('has what, when, facts, timeline and the last lines of the log', () => {
    const incident = anIncident({
      kind: 'outOfMemory',
      what: 'Out of memory at 512 MiB',
      errorLine: null,
      openedAtMs: atMs,
      lastAtMs: atMs,
      timeline: [{ atMs, tone: 'crashed', text: 'Out of memory, exited 137', by: { kind: 'kernel', name: null } }],
    });
    const evidence = anEvidence({
      facts: [{ label: 'Limit', value: '512 MiB' }],
      logTail: [{ atMs, stream: 'stderr', text: 'cannot allocate' }],
      diedAtMs: atMs,
    });
    expect(incidentMarkdown(incident, [evidence])).toBe(
      [
        '# worker ran out of memory',
        '',
        '- **What:** Out of memory at 512 MiB',
        '- **Kind:** Out of memory',
        '- **When:** 2026-11-21 14:29:07',
        '- **State:** Open',
        '- **Container:** worker (`registry.example/harbor-shop/worker:4.12.0`)',
        '- **Project:** harbor-shop',
        '- **Deaths:** 1',
        '- **Restarts:** 0',
        '',
        '## Timeline',
        '',
        '- 2026-11-21 14:29:07 Out of memory, exited 137 (kernel)',
        '',
        '## Evidence of worker',
        '',
        '- **Limit:** 512 MiB',
        '',
        'Last 1 log lines:',
        '',
        '```text',
        '14:29:07.318 stderr cannot allocate',
        '```',
        '',
      ].join('\n'),
    );
  });

  it('is told without evidence too', () => {
    expect(incidentMarkdown(anIncident(), [])).toContain('Nothing was kept.');
  });
});

describe('text of others in it', () => {
  it.each(['```\n# mine', '`````', '~~~', '</code></pre>\n```js'])('can’t close the fence: %j', (text) => {
    const [first = '', ...rest] = fenced(text).split('\n');
    const fence = first.replace('text', '');
    expect(fence).toMatch(/^`{3,}$/);
    expect(rest.filter((line) => line.trim().startsWith(fence))).toEqual([fence]);
    expect(rest.at(-1)).toBe(fence);
  });

  it.each([
    '@octocat look',
    '[link](http://evil.example)',
    '![](http://evil.example/x.png)',
    '<img src=x onerror=alert(1)>',
    '**bold** _soft_ ~~gone~~',
    'www.evil.example',
    'fixes #12',
    'a | b',
    '&copy;',
  ])('stands as code, in which nothing links, calls or formats: %j', (text) => {
    expect(inline(text)).toBe(`\`${text}\``);
  });

  it('can’t end the code either', () => {
    expect(inline('a `b` ``c`` @d')).toBe('``` a `b` ``c`` @d ```');
  });

  it('stays as it is where it is but words', () => {
    expect(inline('Exited 1, after 7 min 55 s (code path)')).toBe('Exited 1, after 7 min 55 s (code path)');
  });

  it('is one line of bounded length, with hidden characters seen', () => {
    expect(inline('a\nb\u202ec')).toBe('`a⟨LF⟩b⟨U+202E⟩c`');
    expect(inline('x'.repeat(9_999)).length).toBe(1_001);
  });
});
