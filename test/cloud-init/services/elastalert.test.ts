import { readFileSync } from "node:fs";
import { join } from "node:path";

const list = readFileSync(
  join(__dirname, "..", "..", "..", "cloud-init", "programs", "elastalert.txt"),
  "utf8",
);
const packages = list.trimEnd().split("\n");

test("compiled packages of ElastAlert have a file for Python 3.11 and 3.12, each for amd64 and arm64", () => {
  const compiled = packages.filter((line) => line.split("--hash=").length > 2);
  expect(compiled.length).toBeGreaterThan(5);
  for (const line of compiled) {
    // One file of wcwidth is for every Python.
    expect(line.match(/--hash=sha256:[0-9a-f]{64}/g)).toHaveLength(line.startsWith("wcwidth==") ? 2 : 4);
  }
});

test("what builds the packages that are sources is in the list: Ubuntu's environments have none", () => {
  expect(packages.filter((line) => line.startsWith("setuptools=="))).toHaveLength(1);
});
