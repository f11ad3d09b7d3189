import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

const root = join(__dirname, "..", "..");
const filesOf = (folder: string) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name));
const constructs = filesOf("constructs");
const imports = (name: string) =>
  [...readFileSync(join(root, name), "utf8").matchAll(/from "([^"]+)"/g)].map(([, from]) => from!);

/** The cloud whose folder a file is in. */
const cloudOf = (name: string) => /^constructs\/clouds\/(?!support\/)([^/]+)\//.exec(name)?.[1];

test("a provider and the files of a cloud are imported by that cloud alone: bindings are loaded by who uses them", () => {
  const strangers = constructs.flatMap((name) =>
    imports(name)
      .map((from) => {
        const provider = /^@[^/]+\/provider-([^/]+)/.exec(from)?.[1];
        const file = from.startsWith(".") ? cloudOf(normalize(join(dirname(name), from))) : undefined;
        return { from, cloud: provider ?? file };
      })
      .filter(({ cloud }) => cloud !== undefined && cloud !== cloudOf(name))
      .map(({ from }) => `${name} imports ${from}`),
  );
  expect(strangers).toEqual([]);
  expect(constructs.filter(cloudOf).length).toBeGreaterThan(20);
});

test("no folder imports one that imports it, on whatever way", () => {
  const folders = new Map<string, Set<string>>();
  for (const name of [...constructs, ...filesOf("cloud-init")]) {
    const folder = dirname(name);
    const own = folders.get(folder) ?? new Set();
    folders.set(folder, own);
    // An index is a list of what a package gives away.
    if (name.endsWith("/index.ts")) continue;
    for (const from of imports(name).filter((one) => one.startsWith("."))) {
      const target = normalize(join(folder, from));
      // An index stands for its folder.
      own.add(
        constructs.includes(`${target}/index.ts`) || target === "cloud-init" ? target : dirname(target),
      );
    }
    own.delete(folder);
  }
  const cycles: string[] = [];
  const walk = (folder: string, way: readonly string[]): void => {
    if (way.includes(folder)) {
      cycles.push([...way.slice(way.indexOf(folder)), folder].join(" -> "));
      return;
    }
    for (const next of folders.get(folder) ?? []) walk(next, [...way, folder]);
  };
  for (const folder of folders.keys()) walk(folder, []);
  expect([...new Set(cycles)]).toEqual([]);
});

test("both clouds have the same files, but for what only one of them has", () => {
  const files = (cloud: string) =>
    constructs
      .filter((name) => cloudOf(name) === cloud)
      .map((name) => name.slice(`constructs/clouds/${cloud}/`.length));
  const [aws, openStack] = [files("aws"), files("openstack")];
  expect(aws.filter((name) => !openStack.includes(name)).sort()).toEqual([
    "bundle.ts",
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
