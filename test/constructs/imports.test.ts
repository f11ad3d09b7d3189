import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..", "constructs");
const sources = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".ts"),
);
const imports = (name: string) =>
  [...readFileSync(join(root, name), "utf8").matchAll(/from "([^"]+)"/g)].map(([, from]) => from!);

test("the neutral constructs know no cloud, and no cloud knows another: bindings are loaded by who uses them", () => {
  const allowed = (name: string) => /^(aws|openstack)\//.exec(name)?.[1];
  const strangers = sources.flatMap((name) =>
    imports(name)
      .map((from) => [from, /(?:provider-|\/)(aws|openstack)(?:\/|$)/.exec(from)?.[1]])
      .filter(([, cloud]) => cloud && cloud !== allowed(name))
      .map(([from]) => `${name} imports ${from}`),
  );
  expect(strangers).toEqual([]);
  expect(sources.filter(allowed).length).toBeGreaterThan(20);
});

test("both clouds have the same files, but for what only one of them has", () => {
  const files = (cloud: string) =>
    sources.filter((name) => name.startsWith(`${cloud}/`)).map((name) => name.slice(cloud.length + 1));
  const [aws, openStack] = [files("aws"), files("openstack")];
  expect(aws.filter((name) => !openStack.includes(name)).sort()).toEqual([
    "ebs.ts",
    "file-system.ts",
    "scaled-pool.ts",
    "volume-policy.ts",
  ]);
  expect(openStack.filter((name) => !aws.includes(name)).sort()).toEqual([
    "cloud-props.ts",
    "flavor.ts",
    "server-group.ts",
    "shared-address.ts",
    "subnets.ts",
  ]);
});
