import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Rule, rules } from './support/boundary-rules.ts';

const root = join(import.meta.dirname, '..');

interface Import {
  readonly file: string;
  readonly specifier: string;
}

function sourceFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'src-*'], { cwd: root, encoding: 'utf8' });
  return listed.split('\n').filter((file) => /\.(ts|tsx|cjs|mjs|js)$/.test(file));
}

const importPattern =
  /(?:^|\n)\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s)?\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)|\brequire\(\s*['"]([^'"]+)['"]\s*\)/g;

function importsOf(file: string, text: string): Import[] {
  return [...text.matchAll(importPattern)].map((match) => ({
    file,
    specifier: match[1] ?? match[2] ?? match[3] ?? '',
  }));
}

function ruleFor(file: string): Rule | undefined {
  return rules.find((rule) => rule.files.test(file));
}

/** Null if the import is allowed; else a sentence that says where to go instead. */
function violation({ file, specifier }: Import): string | null {
  const rule = ruleFor(file);
  if (!rule) return `${file}: no rule covers this file; give its folder a row in test/support/boundary-rules.ts`;
  if (specifier.startsWith('.')) {
    const target = relative(root, join(root, dirname(file), specifier));
    if (rule.folders.some((folder) => folder.test(target))) return null;
    return `${file} may not reach ${target}: ${rule.why}`;
  }
  const packageName = specifier.startsWith('node:')
    ? 'node:*'
    : specifier
        .split('/')
        .slice(0, specifier.startsWith('@') ? 2 : 1)
        .join('/');
  return rule.packages.includes(packageName) ? null : `${file} may not import ${specifier}: ${rule.why}`;
}

describe('the boundaries between the folders hold', () => {
  const files = sourceFiles();

  it('every source file is covered by a rule', () => {
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((file) => !ruleFor(file))).toEqual([]);
  });

  it('no file imports what its folder may not', () => {
    const broken = files.flatMap((file) => importsOf(file, readFileSync(join(root, file), 'utf8')).map(violation));
    expect(broken.filter((sentence) => sentence !== null)).toEqual([]);
  });

  it('no file has a default export, and none is longer than 250 lines', () => {
    const texts = files.map((file) => ({
      file,
      text: readFileSync(join(root, file), 'utf8'),
    }));
    expect(texts.filter(({ text }) => /^export default /m.test(text)).map(({ file }) => file)).toEqual([]);
    expect(texts.filter(({ text }) => text.split('\n').length > 251).map(({ file }) => file)).toEqual([]);
  });

  it('only bridge.ts touches what the preload gives the window', () => {
    const touching = files.filter(
      (file) => file.startsWith('src-renderer/') && readFileSync(join(root, file), 'utf8').includes('window.quarterdeck'),
    );
    expect(touching).toEqual(['src-renderer/bridge.ts']);
  });

  it.each([
    ['src-renderer/views/containers/Row.tsx', 'dockerode'],
    ['src-renderer/views/containers/Row.tsx', 'electron'],
    ['src-renderer/views/containers/Row.tsx', '../../../src-main/core.ts'],
    ['src-renderer/views/containers/Row.tsx', 'recharts'],
    ['src-renderer/store/fleet-store.ts', 'node:fs'],
    ['src-preload/index.ts', 'node:fs'],
    ['src-shared/model.ts', 'react'],
    ['src-main/fleet/keeper.ts', 'dockerode'],
    ['src-main/fleet/keeper.ts', 'electron'],
    ['src-main/core.ts', './desktop/window.ts'],
    ['src-demo/main.ts', '../src-main/core.ts'],
    ['src-new/thing.ts', 'zod'],
  ])('%s importing %s is refused', (file, specifier) => {
    expect(violation({ file, specifier })).not.toBeNull();
  });

  it('finds imports however they are written', () => {
    const text = `import a from 'one';\nimport {\n  b,\n} from "two";\nimport 'three';\nexport { c } from 'four';\nconst d = await import('five');\nrequire('six');\nimport type { E } from 'seven';`;
    expect(
      importsOf('x.ts', text)
        .map((it) => it.specifier)
        .sort(),
    ).toEqual(['five', 'four', 'one', 'seven', 'six', 'three', 'two']);
  });
});
