// `node tools/start.js FILE [ARGUMENT...]` runs a TypeScript program of this project in this very process:
// no wrapper between npm and the program that would have to pass signals on.
require("./node-version.js");

try {
  require.resolve("tsx/cjs");
} catch (_missing) {
  console.error("the npm packages of this project are not installed: run `npm ci` first");
  process.exit(1);
}
require("tsx/cjs");

const program = process.argv[2];
process.argv.splice(1, 2, program);
require(`${process.cwd()}/${program}`);
