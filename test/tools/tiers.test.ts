import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(__dirname, "..", "..");
const read = (file: string) => readFileSync(path.join(root, file), "utf8");

const { projects } = require("../../jest.config.js") as {
  projects: { displayName: string; testMatch: string[] }[];
};
const acceptance = projects.filter(({ displayName }) => displayName !== "unit");

const holds = (pattern: string, file: string) =>
  new RegExp(`/${path.basename(pattern).replaceAll(".", "\\.").replaceAll("*", ".*")}$`).test(`/${file}`);

it.each(readdirSync(path.join(root, "test", "acceptance")))("%s belongs to one tier", (file) => {
  const tiers = acceptance.filter(({ testMatch }) => testMatch.some((pattern) => holds(pattern, file)));
  expect(tiers.map(({ displayName }) => displayName)).toHaveLength(1);
});

it.each(acceptance.map(({ displayName }) => displayName))(
  "the tier %s has its script and runs in .ci/run",
  (tier) => {
    expect(JSON.parse(read("package.json")).scripts).toHaveProperty(
      [`test:${tier}`],
      expect.stringMatching(new RegExp(`^jest --selectProjects ${tier}\\b`)),
    );
    expect(
      read(".ci/run")
        .match(/^tiers=\((.*)\)$/m)?.[1]
        ?.split(" "),
    ).toContain(tier);
  },
);
