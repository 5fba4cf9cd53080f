import { existsSync, readFileSync } from 'node:fs';
import { say, seconds } from './report.mjs';

/** Adds up what the parts of `npm test` found, and prints it at the end. */
export class Totals {
  passed = 0;
  failed = 0;
  skipped = 0;
  /** @type {import('./vitest.mjs').TimedTest[]} */
  tests = [];
  /** @type {string[]} */
  reasons = [];
  /** @type {string[]} */
  counts = [];

  /** @param {{ passed?: number, failed?: number, skipped?: number, tests?: import('./vitest.mjs').TimedTest[] }} result */
  add({ passed = 0, failed = 0, skipped = 0, tests = [] }) {
    this.passed += passed;
    this.failed += failed;
    this.skipped += skipped;
    this.tests.push(...tests);
  }

  /** @param {string} part @param {number} count @param {string} reason */
  skip(part, count, reason) {
    this.skipped += count;
    this.reasons.push(`${count} ${part} tests were not run: ${reason}`);
  }

  /** @param {string} file what test/support/count.ts wrote */
  readCounts(file) {
    this.counts = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  }

  /** @param {number} tookMs */
  print(tookMs) {
    const slowest = [...this.tests].sort((a, b) => b.ms - a.ms).slice(0, 10);
    if (slowest.length > 0) say('\nThe slowest tests:');
    for (const { ms, file, name } of slowest) say(`  ${seconds(ms).padStart(7)}  ${file}: ${name}`);
    const real = (/** @type {string} */ what) => this.counts.filter((line) => line === what).length;
    say(
      `\nReal: ${real('engine')} Docker Engines, ${real('container')} containers, ${real('electron')} Electron launches, ${real('notification')} notifications`,
    );
    for (const reason of this.reasons) say(reason);
    say(`All of it took ${seconds(tookMs)}`);
    this.printLine();
  }

  /** The last line, which other programs read. */
  printLine() {
    say(`${this.passed} passed, ${this.failed} failed, ${this.skipped} skipped`);
  }
}
