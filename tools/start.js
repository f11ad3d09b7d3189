// `node tools/start.js FILE [ARGUMENT...]` runs a TypeScript program in this process, so that it receives signals.
require("./node-version.js");

try {
  require.resolve("tsx/cjs");
} catch (_missing) {
  console.error("npm packages are not installed: run `npm ci` first");
  process.exit(1);
}
require("tsx/cjs");

const program = process.argv[2];
process.argv.splice(1, 2, program);
require(`${process.cwd()}/${program}`);
