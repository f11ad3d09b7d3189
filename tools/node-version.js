// Checks the version of Node.js before anything else. Must also run on old versions.
const needed = [20, 9];
const found = process.versions.node.split(".").map(Number);

if (found[0] < needed[0] || (found[0] === needed[0] && found[1] < needed[1])) {
  console.error(
    `node ${process.versions.node} is too old: install Node.js ${needed.join(".")} or newer (https://nodejs.org), which cdktf-cli needs`,
  );
  process.exit(1);
}
