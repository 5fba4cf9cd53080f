import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { root } from './run.mjs';

/**
 * Writes what a run found to the file that QUARTERDECK_REPORT names, in the words of `npm test`.
 */
export default class ReportFile {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly unknown[]} errors outside of any test
   */
  onTestRunEnd(modules, errors) {
    const file = process.env.QUARTERDECK_REPORT;
    if (!file) return;
    /** @type {import('./vitest.mjs').SuiteResult} */
    const result = { passed: 0, failed: errors.length, skipped: 0, tests: [] };
    for (const module of modules) {
      let failedTests = 0;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') result.passed += 1;
        else if (state === 'failed') failedTests += 1;
        else result.skipped += 1;
        result.tests.push({ name: test.fullName, file: relative(root, module.moduleId), ms: test.diagnostic()?.duration ?? 0 });
      }
      // A file that can't be loaded, or whose set-up failed, may report no failed test.
      result.failed += failedTests > 0 ? failedTests : Number(!module.ok());
    }
    writeFileSync(file, JSON.stringify(result));
  }
}
