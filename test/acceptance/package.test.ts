import { execFileSync, spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(__dirname, "..", "..");
let project: string;

/** A project of a user's own, with the packed tarball as npm would unpack it, beside its peers. */
beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "cdktf-mesos-package-"));
  const modules = join(project, "node_modules");
  mkdirSync(join(modules, "@cdktf"), { recursive: true });
  execFileSync("npm", ["run", "--silent", "build"], { cwd: root, stdio: "pipe" });
  const [{ filename }] = JSON.parse(
    execFileSync("npm", ["pack", "--silent", "--json", "--pack-destination", project], {
      cwd: root,
      encoding: "utf8",
    }),
  );
  execFileSync("tar", ["-xzf", join(project, filename), "-C", modules]);
  execFileSync("mv", [join(modules, "package"), join(modules, "cdktf-mesos")]);
  const { dependencies, bundleDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  for (const name of [
    ...Object.keys(dependencies).filter((name) => !bundleDependencies.includes(name)),
    "cdktf",
    "constructs",
    "@cdktf/provider-aws",
    "typescript",
    "@types",
  ]) {
    symlinkSync(join(root, "node_modules", name), join(modules, name));
  }
}, 120_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

const node = (code: string) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ["-e", code], {
    cwd: project,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
};

test("the README's program compiles and synthesizes against the packed package", () => {
  const program = readFileSync(join(root, "examples", "ci-cluster.ts"), "utf8");
  writeFileSync(join(project, "main.ts"), program);
  const options = [
    "--strict",
    "--module",
    "Node16",
    "--moduleResolution",
    "Node16",
    "--target",
    "ES2022",
    "--skipLibCheck",
  ];
  execFileSync(
    process.execPath,
    ["node_modules/typescript/bin/tsc", ...options, "--types", "node", "main.ts"],
    {
      cwd: project,
      stdio: "pipe",
    },
  );
  execFileSync(process.execPath, ["main.js"], { cwd: project, stdio: "pipe" });
  const json = JSON.parse(readFileSync(join(project, "cdktf.out/stacks/ci-aws/cdk.tf.json"), "utf8"));
  const counts = Object.values(json.resource.aws_instance as Record<string, { count?: number }>).map(
    ({ count = 1 }) => count,
  );
  expect(counts.sort((a, b) => b - a)).toEqual([111, ...Array(11).fill(1)]);
  expect(Object.keys(json.resource.aws_ebs_volume)).toHaveLength(10);
}, 120_000);

test("the constructs load no provider, and the AWS side only the resources it makes", () => {
  const loaded = (entry: string) =>
    JSON.parse(
      node(
        `require("${entry}"); console.log(JSON.stringify(Object.keys(require.cache).filter((f) => f.includes("@cdktf/provider-"))))`,
      ).stdout,
    ) as string[];
  expect(loaded("cdktf-mesos")).toEqual([]);
  const aws = loaded("cdktf-mesos/aws");
  expect(aws.length).toBeGreaterThan(20);
  expect(aws.length).toBeLessThan(150);
  expect(aws.filter((file) => file.includes("openstack"))).toEqual([]);
});

test("the tarball carries the OpenStack bindings, which the package finds and which use the project's own cdktf", () => {
  const { stdout, stderr } = node(`
    const { createRequire } = require("node:module");
    const { App, TerraformStack } = require("cdktf");
    const inside = createRequire(require.resolve("cdktf-mesos/package.json"));
    const { ComputeInstanceV2 } = inside("@cdktf/provider-openstack/lib/compute-instance-v2");
    const stack = new TerraformStack(new App(), "s");
    new ComputeInstanceV2(stack, "agent", { name: "agent", count: 2 });
    const file = inside.resolve("@cdktf/provider-openstack/lib/compute-instance-v2");
    console.log(JSON.stringify({ file, json: stack.toTerraform().resource }));
  `);
  expect(stderr).toBe("");
  const { file, json } = JSON.parse(stdout);
  expect(file).toBe(
    join(
      realpathSync(project),
      "node_modules/cdktf-mesos/node_modules/@cdktf/provider-openstack/lib/compute-instance-v2/index.js",
    ),
  );
  expect(Object.values(json.openstack_compute_instance_v2)).toEqual([
    expect.objectContaining({ name: "agent", count: 2 }),
  ]);
  const types = file.replace(/\.js$/, ".d.ts");
  expect(readFileSync(types, "utf8")).toContain("export interface ComputeInstanceV2Config");
});

test("a plain JavaScript caller gets a sentence for a misspelt prop", () => {
  const { status, stderr } = node(`
    const { App, TerraformStack } = require("cdktf");
    const { VpcNetwork } = require("cdktf-mesos");
    const { AwsCloud, AwsKey } = require("cdktf-mesos/aws");
    const stack = new TerraformStack(new App(), "s");
    const cloud = new AwsCloud(stack, "cloud", { cluster: "ci", key: AwsKey.existing("ops") });
    new VpcNetwork(stack, "network", { cloud, cidr: "10.0.0.0/16", zoneCuont: 2 });
  `);
  expect(status).not.toBe(0);
  expect(stderr).toContain("network: unknown prop zoneCuont, did you mean zoneCount?");
});
