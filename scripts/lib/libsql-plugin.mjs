import { copyFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { root } from './run.mjs';

const finder = /const \{ load, currentTarget \}[\s\S]*?\nfunction requireNative\(\) \{[\s\S]*?\n\}\n/;
const native = 'libsql.node';
const virtual = '\0quarterdeck:libsql';

/**
 * Bundles libsql with its native part beside the bundle, as no node_modules are shipped: libsql asks for a package of the
 * platform, by a name that it puts together at run time.
 * @returns {import('vite').Plugin}
 */
export function libsqlPlugin() {
  return {
    name: 'quarterdeck:libsql',
    enforce: 'pre',
    resolveId: (id) => (id === 'quarterdeck:libsql' ? virtual : null),
    load: (id) =>
      id === virtual
        ? `import { createRequire } from 'node:module';\nexport const native = createRequire(import.meta.url)('./${native}');\n`
        : null,
    transform(code, id) {
      if (!/[\\/]libsql[\\/]index\.js$/.test(id)) return null;
      if (!finder.test(code)) this.error('libsql finds its native part in another way than we know: see scripts/lib/libsql-plugin.mjs');
      return { code: code.replace(finder, "const requireNative = () => require('quarterdeck:libsql').native;\n"), map: null };
    },
    writeBundle({ dir }, bundle) {
      const asked = Object.values(bundle).some((it) => it.type === 'chunk' && it.moduleIds.includes(virtual));
      if (asked && dir) copyFileSync(nativeFile(), join(dir, native));
    },
  };
}

/** The native part for the machine that builds: packages for others are made on them. */
function nativeFile() {
  const require = createRequire(join(root, 'package.json'));
  const before = new Set(Object.keys(require.cache));
  require('libsql');
  const loaded = Object.keys(require.cache).find((file) => !before.has(file) && basename(dirname(dirname(file))) === '@libsql');
  if (!loaded) throw new Error('libsql has loaded no native part');
  return loaded;
}
