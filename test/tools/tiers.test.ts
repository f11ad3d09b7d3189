import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(__dirname, "..", "..");
const read = (file: string) => readFileSync(path.join(root, file), "utf8");

const { projects } = require("../../jest.config.js") as {
  projects: { displayName: string; testMatch: string[] }[];
};
const tiers = projects.filter(({ displayName }) => displayName !== "unit");

const holds = (pattern: string, file: string) =>
  pattern.includes("/acceptance/") &&
  new RegExp(`/${path.basename(pattern).replaceAll(".", "\\.").replaceAll("*", ".*")}$`).test(`/${file}`);

it.each(readdirSync(path.join(root, "test", "acceptance")))("%s belongs to one tier", (file) => {
  const holders = tiers.filter(({ testMatch }) => testMatch.some((pattern) => holds(pattern, file)));
  expect(holders.map(({ displayName }) => displayName)).toHaveLength(1);
});

it.each(tiers.map(({ displayName }) => displayName))(
  "the tier %s has its script and runs in .ci/run",
  (tier) => {
    const command: string = JSON.parse(read("package.json")).scripts[`test:${tier}`];
    // Either jest itself, or a script that ends in it.
    const script = /^bash (\S+)$/.exec(command)?.[1];
    expect(script === undefined ? command : read(script)).toMatch(
      new RegExp(`jest --selectProjects ${tier}\\b`),
    );
    const lists = [...read(".ci/run").matchAll(/^tiers=\((.*)\)$/gm)];
    expect(lists.flatMap(([, words = ""]) => words.split(" "))).toContain(tier);
  },
);
