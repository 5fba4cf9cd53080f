import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { licences } from '../../../src-renderer/views/settings/licences.ts';

const root = join(import.meta.dirname, '../../..');
const manifestSchema = z.object({ license: z.string().optional(), dependencies: z.record(z.string(), z.string()).optional() });
const manifest = (path: string) => manifestSchema.parse(JSON.parse(readFileSync(join(root, path), 'utf8')));

describe('the licences in the settings', () => {
  const packages = Object.keys(manifest('package.json').dependencies ?? {});

  it('name every package that ships', () => {
    const listed = licences.map((it) => it.name);
    expect(packages.filter((name) => !listed.includes(name))).toEqual([]);
  });

  it.each(packages)('are right for %s', (name) => {
    expect(licences.find((it) => it.name === name)?.licence).toBe(manifest(`node_modules/${name}/package.json`).license);
  });
});
