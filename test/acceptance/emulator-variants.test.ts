import { describeChange } from "../../tools/plan";
import { AwsAccount, freshFolder } from "../support/aws-account";
import { Deployment, onEmulator, type TerraformJson } from "../support/deployment";

jest.setTimeout(900_000);

const folder = freshFolder("variants");
let account: AwsAccount;
let deployment: Deployment;

// The tests share one deployment, and depend on their order.
beforeAll(async () => {
  account = await AwsAccount.open(folder);
  deployment = new Deployment(
    folder,
    "variants",
    "test/support/variants-app.ts",
    onEmulator(account.endpoint),
  );
  synth();
  await deployment.init();
  await deployment.apply();
});
afterAll(async () => {
  await deployment?.close();
  await account?.close();
});

/** Queries of the emulator. */
const synth = (environment = {}, change: (json: TerraformJson) => void = () => {}) =>
  deployment.synth(environment, (json) => {
    delete (json.resource as Record<string, unknown>).aws_efs_backup_policy;
    change(json);
  });
const plan = async (...options: string[]) => (await deployment.plan(...options)).resources;

/**
 * Changes that are only due to moto 5.2.1, by attribute. It mixes up a launch template's tags with those for launched
 * resources, which the provider removes with a new version. For an unset capacity reservation preference it returns
 * nothing, where the provider expects an empty text.
 */
const driftOfTheEmulator = [
  /^update aws_launch_template\.\S+ \(default_version, latest_version, tag_specifications\)$/,
  /^update aws_autoscaling_group\.scaled_\S+ \(capacity_reservation_specification, launch_template\)$/,
  /^update aws_autoscaling_group\.spot_\S+ \((capacity_reservation_specification, )?mixed_instances_policy\)$/,
];
const described = (changes: Awaited<ReturnType<typeof plan>>) =>
  changes.map(describeChange).filter((change) => !driftOfTheEmulator.some((known) => known.test(change)));

it("has no changes in a second plan, except for deviations of the emulator", async () => {
  expect(described(await plan())).toEqual([]);
});

it("would only change tags of the template itself, which moto mixes up", async () => {
  const templates = (await plan()).filter(({ type }) => type === "aws_launch_template");
  expect(templates).toHaveLength(2);
  for (const { change } of templates) {
    const types = (side: typeof change.before) =>
      ((side?.tag_specifications ?? []) as { resource_type: string }[])
        .map((spec) => spec.resource_type)
        .sort();
    expect(types(change.after)).toEqual(["instance", "network-interface", "volume"]);
    expect(types(change.before)).toEqual([...types(change.after), "launch-template"].sort());
  }
});

it("starts the scaled pools with their minimum", () => {
  const groups = account.python<number[]>([
    "-c",
    "import boto3, json; print(json.dumps(sorted(len(g['Instances']) for g in boto3.client('autoscaling').describe_auto_scaling_groups()['AutoScalingGroups'])))",
  ]);
  expect(groups).toEqual([1, 2]);
});

it("enables backups of EFS, which moto 5.2.1 does not support", async () => {
  deployment.synth();
  expect(described(await plan())).toEqual([expect.stringMatching(/^create aws_efs_backup_policy\./)]);
  synth();
});

it("replaces one master and keeps its address and its volume", async () => {
  const changes = await plan("-replace=aws_instance.masters_2_instance_F4F03CDF");
  expect(described(changes)).toEqual([
    expect.stringMatching(/^delete, create aws_instance\.masters_2_/),
    expect.stringMatching(/^delete, create aws_volume_attachment\.masters_2_/),
  ]);
});

it("keeps the volumes of removed masters, outside of the state", async () => {
  const { volumes: before = [] } = account.inventory();
  synth({ TEST_MASTERS: "1" });
  const changes = await plan();
  const volumes = changes.filter(({ type }) => type === "aws_ebs_volume").map(describeChange);
  expect(volumes).toEqual([
    expect.stringMatching(/^forget aws_ebs_volume\.masters_2_data_/),
    expect.stringMatching(/^forget aws_ebs_volume\.masters_3_data_/),
  ]);
  await deployment.apply();
  const { volumes: after = [] } = account.inventory();
  // Only the two root volumes were deleted with their instances.
  expect(before.length - after.length).toBe(2);
});

it("takes a snapshot of a data volume whose construct is removed from the program", async () => {
  synth({ TEST_MASTERS: "1" }, ({ resource }) => {
    for (const type of ["aws_ebs_volume", "aws_volume_attachment"]) {
      for (const name of Object.keys(resource[type] ?? {}))
        if (name.startsWith("search_2_")) delete resource[type]?.[name];
    }
  });
  expect(described(await plan()).filter((change) => change.includes("aws_ebs_volume"))).toEqual([
    expect.stringMatching(/^delete aws_ebs_volume\.search_2_data_/),
  ]);
  await deployment.apply();
  const snapshots = account.python<number[]>([
    "-c",
    "import boto3, json; print(json.dumps([s['VolumeSize'] for s in boto3.client('ec2').describe_snapshots(OwnerIds=['123456789012'])['Snapshots']]))",
  ]);
  expect(snapshots).toContain(30);
});
