// Says in one sentence that this Node.js is too old, before anything else runs. Written in the syntax
// and with the globals that an old Node.js has, so that it gets to say so.
const needed = [20, 9];
const found = process.versions.node.split(".").map(Number);

if (found[0] < needed[0] || (found[0] === needed[0] && found[1] < needed[1])) {
  console.error(
    `node ${process.versions.node} is too old: install Node.js ${needed.join(".")} or newer (https://nodejs.org), which cdktf-cli needs`,
  );
  process.exit(1);
}
