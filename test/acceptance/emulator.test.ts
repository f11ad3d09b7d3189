import { describeChange, type ResourceChange } from "../../tools/plan";
import { AwsAccount, freshFolder, type Inventory } from "../support/aws-account";
import { Deployment, onEmulator } from "../support/deployment";

jest.setTimeout(900_000);

const stack = "hands-on-aws";
const folder = freshFolder("emulator");
let account: AwsAccount;
let deployment: Deployment;
let before: Inventory;

// The tests share one deployment, and depend on their order.
beforeAll(async () => {
  account = await AwsAccount.open(folder);
  before = account.inventory();
  deployment = new Deployment(folder, stack, "test/support/hands-on-app.ts", onEmulator(account.endpoint));
  deployment.synth();
  await deployment.init();
  await deployment.apply();
});
afterAll(async () => {
  await deployment?.close();
  await account?.close();
});

const described = (changes: readonly ResourceChange[]) => changes.map(describeChange);

it("deploys three masters, three agents, the gateway and the router", () => {
  const { instances, volumes } = account.inventory();
  expect(instances).toHaveLength(8);
  // A root volume per machine, and a data volume per master.
  expect(volumes).toHaveLength(11);
});

it("has outputs with addresses and capacity", async () => {
  expect(await deployment.output("marathon_url")).toMatch(/^http:\/\/[\w.-]+:8080$/);
  expect(await deployment.output("mesos_url")).toMatch(/^http:\/\/[\w.-]+:5050$/);
  expect(await deployment.output("zookeeper")).toMatch(/^zk:\/\/(10\.16\.\d+\.\d+:2181,?){3}\/mesos$/);
  expect(await deployment.output("capacity")).toEqual({
    tiers: {
      masters: { machines: 3, vcpu: 6, memory_gib: 12 },
      agents: { machines: 3, vcpu: 6, memory_gib: 12 },
    },
    total: { machines: 6, agents: 3, vcpu: 12, memory_gib: 24 },
  });
});

it("has an ssh_config for every node, through the gateway", async () => {
  const hosts = new Map(
    [...(await deployment.output<string>("ssh_config")).matchAll(/^Host (\S+)\n {2}HostName (\S+)$/gm)].map(
      ([, name = "", address = ""]) => [name, address],
    ),
  );
  const addresses = account.python<Record<string, string>>([
    "-c",
    "import boto3, json; print(json.dumps({t['Value']: i['PrivateIpAddress'] for r in boto3.client('ec2').describe_instances()['Reservations'] for i in r['Instances'] for t in i['Tags'] if t['Key'] == 'Name'}))",
  ]);
  const { "hands-on-gateway": gateway, ...inside } = addresses;
  expect(gateway).toBeDefined();
  expect(Object.keys(inside)).toHaveLength(7);
  expect(Object.fromEntries(hosts)).toEqual({ ...inside, "hands-on-gateway": expect.stringMatching(/^\d/) });
});

it("has no changes in a second plan", async () => {
  const { resources, outputs } = await deployment.plan();
  expect(described(resources)).toEqual([]);
  expect(outputs).toEqual([]);
});

it("changes no instance for a new image", async () => {
  deployment.synth({ CDKTF_MESOS_AWS_IMAGE: "ami-1e749f67" });
  const { resources } = await deployment.plan();
  expect(described(resources)).toEqual([]);
});

it("changes no instance for new user data", async () => {
  let changed = 0;
  deployment.synth({}, ({ locals = {} }) => {
    for (const name of Object.keys(locals).filter((name) => name.includes("user-data"))) {
      locals[name] += "\n# changed\n";
      changed += 1;
    }
  });
  expect(changed).toBeGreaterThanOrEqual(6); // gateway, three masters, the pool, the router
  const { resources } = await deployment.plan();
  expect(described(resources)).toEqual([]);
});

it("would change them without ignore_changes, which verifies the two tests above", async () => {
  deployment.synth({ CDKTF_MESOS_AWS_IMAGE: "ami-1e749f67" }, ({ resource }) => {
    for (const instance of Object.values(resource.aws_instance ?? {})) {
      delete (instance as { lifecycle?: unknown }).lifecycle;
    }
  });
  const { resources } = await deployment.plan();
  const instances = resources.filter(({ type }) => type === "aws_instance");
  expect(instances.map(({ change }) => change.actions)).toEqual(Array(8).fill(["delete", "create"]));
});

it("only creates new agents, with the new image, when a pool grows from 3 to 5", async () => {
  deployment.synth({ TEST_AGENTS: "5", CDKTF_MESOS_AWS_IMAGE: "ami-1e749f67" });
  const { resources } = await deployment.plan();
  expect(described(resources)).toEqual([
    expect.stringMatching(/^create aws_instance\.agents_\w+\[3\]$/),
    expect.stringMatching(/^create aws_instance\.agents_\w+\[4\]$/),
  ]);
  expect(resources.map(({ change }) => change.after?.ami)).toEqual(["ami-1e749f67", "ami-1e749f67"]);

  const { instances: three = [] } = account.inventory();
  await deployment.apply();
  const { instances: five = [] } = account.inventory();
  expect(five).toHaveLength(three.length + 2);
  expect(five).toEqual(expect.arrayContaining([...three]));
});

it("destroys nothing unless the data volumes are released", async () => {
  deployment.synth();
  const there = account.inventory();
  await expect(deployment.destroy()).rejects.toThrow(/prevent_destroy/);
  expect(account.inventory()).toEqual(there);
});

it("leaves nothing behind when destroyed with released data", async () => {
  deployment.synth({ CDKTF_MESOS_RELEASE_DATA: stack });
  await deployment.destroy();
  expect(account.inventory()).toEqual(before);
});
