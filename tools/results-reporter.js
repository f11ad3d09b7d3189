// Leaves the numbers of a tier in .results/<tier>.json, which .ci/run adds up.
const { mkdirSync, writeFileSync } = require("node:fs");
const path = require("node:path");

module.exports = class ResultsReporter {
  constructor({ rootDir }) {
    this.folder = path.join(rootDir, ".results");
  }

  onRunComplete(_contexts, results) {
    const tiers = new Set(results.testResults.map(({ displayName }) => displayName?.name));
    if (tiers.size !== 1) {
      return; // several tiers at once, or nothing was run: no tier's numbers
    }
    mkdirSync(this.folder, { recursive: true });
    const numbers = {
      passed: results.numPassedTests,
      // A file that could not be read or that threw outside its tests has failed too.
      failed: results.numFailedTests + results.numRuntimeErrorTestSuites,
      skipped: results.numPendingTests + results.numTodoTests,
    };
    writeFileSync(path.join(this.folder, `${[...tiers][0]}.json`), JSON.stringify(numbers));
  }
};
