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
import { unexportedTypes } from "../support/public-types";

const root = join(__dirname, "..", "..");
let project: string;

/** Creates a user's project with the unpacked tarball and its peer dependencies. */
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

/** Compiles a program with strict options; returns the files that were read. */
const compile = (file: string): string => {
  const options = ["--strict", "--module", "Node16", "--moduleResolution", "Node16", "--target", "ES2022"];
  return execFileSync(
    process.execPath,
    ["node_modules/typescript/bin/tsc", ...options, "--skipLibCheck", "--types", "node", "--listFiles", file],
    { cwd: project, encoding: "utf8" },
  );
};

test("the README's program compiles and synthesizes against the packed package", () => {
  const program = readFileSync(join(root, "examples", "ci-cluster.ts"), "utf8");
  writeFileSync(join(project, "main.ts"), program);
  compile("main.ts");
  execFileSync(process.execPath, ["main.js"], { cwd: project, stdio: "pipe" });
  const json = JSON.parse(readFileSync(join(project, "cdktf.out/stacks/ci-aws/cdk.tf.json"), "utf8"));
  const counts = Object.values(json.resource.aws_instance as Record<string, { count?: number }>).map(
    ({ count = 1 }) => count,
  );
  expect(counts.sort((a, b) => b - a)).toEqual([111, ...Array(11).fill(1)]);
  expect(Object.keys(json.resource.aws_ebs_volume)).toHaveLength(10);
}, 120_000);

test("every type that a public signature names is exported", () => {
  expect(unexportedTypes(join(project, "node_modules", "cdktf-mesos"))).toEqual([]);
}, 60_000);

test("the constructs load no provider, and each cloud only the resources it uses", () => {
  const loaded = (entry: string) =>
    JSON.parse(
      node(
        `require("${entry}"); console.log(JSON.stringify(Object.keys(require.cache).filter((f) => f.includes("@cdktf/provider-"))))`,
      ).stdout,
    ) as string[];
  expect(loaded("cdktf-mesos")).toEqual([]);
  for (const [cloud, other] of [
    ["aws", "openstack"],
    ["openstack", "aws"],
  ] as const) {
    const files = loaded(`cdktf-mesos/${cloud}`);
    expect(files.length).toBeGreaterThan(15);
    expect(files.length).toBeLessThan(150);
    expect(files.filter((file) => file.includes(`provider-${other}`))).toEqual([]);
  }
});

const openStackCloud = `"ci-openstack", (stack) => new OpenStackCloud(stack, "cloud", {
  cluster: "ci",
  key: OpenStackKey.existing("ops"),
  image: OpenStackImage.named("debian-12"),
  externalNetwork: "public",
  gatewayMachineType: "m1.small",
}),`;

test("a program for OpenStack compiles and synthesizes with the tarball's bindings", () => {
  const program = readFileSync(join(root, "examples", "ci-cluster.ts"), "utf8")
    .replace(
      /import \{ AwsCloud, AwsKey \} .*/,
      'import { OpenStackCloud, OpenStackImage, OpenStackKey } from "cdktf-mesos/openstack";',
    )
    .replace(/"ci-aws",\s+\(stack\) => new AwsCloud\(.*?\}\),/s, openStackCloud);
  writeFileSync(join(project, "openstack.ts"), program);
  const inside = join(
    realpathSync(project),
    "node_modules/cdktf-mesos/node_modules/@cdktf/provider-openstack",
  );
  expect(compile("openstack.ts")).toContain(`${inside}/lib/compute-instance-v2/index.d.ts`);
  execFileSync(process.execPath, ["openstack.js"], { cwd: project, stdio: "pipe" });
  const json = JSON.parse(readFileSync(join(project, "cdktf.out/stacks/ci-openstack/cdk.tf.json"), "utf8"));
  const servers = Object.values(
    json.resource.openstack_compute_instance_v2 as Record<string, { count?: number }>,
  );
  expect(servers.map(({ count = 1 }) => count).sort((a, b) => b - a)).toEqual([111, ...Array(11).fill(1)]);
}, 120_000);

test("a JavaScript caller gets a readable error for a misspelled prop", () => {
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
