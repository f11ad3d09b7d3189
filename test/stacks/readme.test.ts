import { readFileSync } from "node:fs";
import { join } from "node:path";

const file = (...path: string[]) => readFileSync(join(__dirname, "..", "..", ...path), "utf8");

test("the README's quick start is the compiled and synthesized example", () => {
  const [program] = [...file("README.md").matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code);
  expect(program).toBe(file("examples", "ci-cluster.ts"));
});

test("every script in the README exists", () => {
  const { scripts } = JSON.parse(file("package.json"));
  const named = [...file("README.md").matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name);
  expect(named.length).toBeGreaterThan(4);
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
});
