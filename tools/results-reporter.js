// Writes the numbers of a tier's tests to .results/<tier>.json for .ci/run.
const { mkdirSync, writeFileSync } = require("node:fs");
const path = require("node:path");

module.exports = class ResultsReporter {
  constructor({ rootDir }) {
    this.folder = path.join(rootDir, ".results");
  }

  onRunComplete(_contexts, results) {
    const tiers = new Set(results.testResults.map(({ displayName }) => displayName?.name));
    if (tiers.size !== 1) {
      return; // several tiers, or none
    }
    mkdirSync(this.folder, { recursive: true });
    const numbers = {
      passed: results.numPassedTests,
      // Includes files that failed outside of a test.
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
    };
    writeFileSync(path.join(this.folder, `${[...tiers][0]}.json`), JSON.stringify(numbers));
  }
};
