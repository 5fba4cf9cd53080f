import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { wireConfigShape } from '../../../src-main/api/config-wire.ts';
import { usualLimits } from '../../../src-main/api/limits.ts';
import { requests } from '../../../src-main/api/requests.ts';
import { serverEventNames } from '../../../src-main/api/server-events.ts';
import { failureKindSchema } from '../../../src-shared/failure.ts';
import { defaultSettings } from '../../../src-shared/settings.ts';

const text = readFileSync(join(import.meta.dirname, '../../../docs/api.md'), 'utf8');
const [, beforeRequests = '', inRequests = '', inEvents = ''] =
  /^([\s\S]*)\n## Requests\n([\s\S]*)\n## Events from the server\n([\s\S]*)$/.exec(text) ?? [];
const headings = (part: string) => [...part.matchAll(/^### `(\w+)`$/gm)].map((match) => match[1]);
const section = (name: string) => inRequests.split(/^### /m).find((it) => it.startsWith(`\`${name}\``)) ?? '';

describe('docs/api.md', () => {
  it('describes each request that there is, and no other', () => {
    expect(headings(inRequests).sort()).toEqual(Object.keys(requests).sort());
  });

  it('describes each event that the server sends, and no other', () => {
    expect(headings(inEvents).sort()).toEqual([...serverEventNames].sort());
  });

  it.each(Object.entries(requests))('names each field of %s, with an example in JavaScript and in Python', (name, schema) => {
    const described = section(name);
    const fields = Object.keys(schema.shape);
    const asBefore = described.includes('Fields and answer as `stop_container`') ? section('stop_container') : '';
    for (const field of fields) expect(described + asBefore, field).toContain(`\`${field}\``);
    expect(described).toContain('```js');
    expect(described).toContain('```python');
    if (name === 'create_container') for (const field of Object.keys(wireConfigShape)) expect(described).toContain(`\`${field}\``);
  });

  it('names the kinds of error, the port and the limits as they are', () => {
    for (const kind of failureKindSchema.options) expect(beforeRequests).toContain(`| \`${kind}\` |`);
    expect(beforeRequests).toContain(`http://${defaultSettings.apiAddress}:${defaultSettings.apiPort}`);
    const { messageBytes, cutOffBytes, messageDepth, requestBurst, requestsPerSecond, connections, connectWithinMs, backlog } = usualLimits;
    expect([messageBytes, cutOffBytes, backlog.bytes]).toEqual([1, 4, 16].map((mebibytes) => mebibytes * 1_048_576));
    expect(beforeRequests).toContain(`${messageDepth} levels`);
    expect(beforeRequests).toContain(`${requestBurst} at once, ${requestsPerSecond} a second`);
    expect(beforeRequests).toContain(`${connections.toLocaleString('en')} |`);
    expect(beforeRequests).toContain(`${connectWithinMs / 1_000} s |`);
    expect(beforeRequests).toContain(`${backlog.packets.toLocaleString('en')} packets`);
  });
});
