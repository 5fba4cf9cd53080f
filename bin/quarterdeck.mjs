#!/usr/bin/env node
// `quarterdeck serve` and `quarterdeck flow prepare NAME`: plain Node, no Electron.
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const program = new URL('../out/main/serve.js', import.meta.url);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Quarterdeck needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exitCode = 1;
} else if (existsSync(fileURLToPath(program))) {
  await import(program.href);
} else {
  console.error('Quarterdeck is not built yet. Run: npm install && npm run build');
  process.exitCode = 1;
}
