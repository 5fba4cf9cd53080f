import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { libsqlPlugin } from './scripts/lib/libsql-plugin.mjs';

const here = import.meta.dirname;
const { version } = JSON.parse(readFileSync(resolve(here, 'package.json'), 'utf8'));

/** dockerode's parts that we never reach: ssh, BuildKit's sessions and its output. Loading them costs about 60 ms of the start. */
const unusedPartsOfDockerode = {
  ssh2: resolve(here, 'src-main/docker/not-bundled.cjs'),
  '@grpc/grpc-js': resolve(here, 'src-main/docker/not-bundled.cjs'),
  '@grpc/proto-loader': resolve(here, 'src-main/docker/not-bundled.cjs'),
  protobufjs: resolve(here, 'src-main/docker/not-bundled.cjs'),
};

// The targets are set by hand: the application also runs on Electron 33, which electron-vite does not know of here.
export default defineConfig({
  main: {
    plugins: [libsqlPlugin()],
    resolve: { alias: unusedPartsOfDockerode },
    build: {
      target: 'node20',
      minify: true,
      // Everything is bundled: one file loads faster than a folder of packages, and the package ships no node_modules.
      externalizeDeps: false,
      rollupOptions: {
        input: {
          index: resolve(here, 'src-main/index.ts'),
          serve: resolve(here, 'src-main/serve/entry.ts'),
          watcher: resolve(here, 'src-main/watcher/worker.ts'),
          store: resolve(here, 'src-main/store/worker.ts'),
          demo: resolve(here, 'src-demo/main.ts'),
        },
        external: ['electron', /\.node$/, 'cpu-features'],
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node20',
      minify: true,
      rollupOptions: {
        input: { index: resolve(here, 'src-preload/index.ts') },
        // A sandboxed preload can't be an ES module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(here, 'src-renderer'),
    plugins: [react()],
    // Shown in the settings; the window itself can't read package.json.
    define: { __QUARTERDECK_VERSION__: JSON.stringify(version) },
    build: {
      target: 'chrome130',
      minify: true,
      rollupOptions: {
        input: { index: resolve(here, 'src-renderer/index.html') },
      },
    },
  },
});
