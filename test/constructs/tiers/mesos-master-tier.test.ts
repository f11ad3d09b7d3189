import * as bad from "../../support/refusals";
import { AwsStack } from "../../support/synth";

const synth = (props = {}) => {
  const stack = new AwsStack();
  stack.masters(props);
  return stack.synth();
};

/** The document of a node, as text. */
const document = (json: ReturnType<typeof synth>, node: string) =>
  Object.entries(json.json.locals ?? {}).find(([id]) => id.startsWith(node))![1];

test("every master has its own interface with the planned address, round the zones", () => {
  const json = synth();
  expect(json.all("aws_network_interface").map(([, eni]) => eni.private_ips)).toEqual([
    ["10.16.32.10"],
    ["10.16.64.11"],
    ["10.16.96.12"],
  ]);
  for (const number of [1, 2, 3]) {
    const instance = json.one("aws_instance", `masters_${number}_`);
    const [eniId] = json.all("aws_network_interface").find(([id]) => id.startsWith(`masters_${number}_`))!;
    expect(instance.network_interface).toEqual([
      { device_index: 0, network_interface_id: `\${aws_network_interface.${eniId}.id}` },
    ]);
  }
});

test("every master has a retained, encrypted volume, on the first device name", () => {
  const json = synth();
  expect(json.all("aws_ebs_volume")).toHaveLength(3);
  for (const [id, volume] of json.all("aws_ebs_volume")) {
    expect(volume).toMatchObject({ encrypted: true, size: 20, type: "gp3", final_snapshot: true });
    expect(volume.lifecycle).toEqual({ prevent_destroy: true });
    const attachment = json
      .all("aws_volume_attachment")
      .find(([, { volume_id }]) => volume_id === `\${aws_ebs_volume.${id}.id}`)!;
    expect(attachment[1]).toMatchObject({ device_name: "/dev/sdf", stop_instance_before_detaching: true });
  }
});

test("a volume is let go of only when that is said", () => {
  const json = synth({ dataVolume: { sizeGiB: 20, retain: false } });
  for (const [, volume] of json.all("aws_ebs_volume")) {
    expect(volume.lifecycle).toBeUndefined();
    expect(volume.final_snapshot).toBe(false);
  }
});

test("a smaller tier forgets the volumes of the masters that go, and destroys none", () => {
  const five = synth({ count: 5 });
  const three = synth({ count: 3 });
  const gone = five
    .all("aws_ebs_volume")
    .filter(([id]) => /^masters_[45]_/.test(id))
    .map(([id]) => `aws_ebs_volume.${id}`);
  expect(gone).toHaveLength(2);
  expect(three.json.removed).toEqual(gone.map((from) => ({ from, lifecycle: { destroy: false } })));
  expect(five.json.removed).toBeUndefined();
});

test("growing from three to five touches no master that is there", () => {
  const rename = (json: ReturnType<typeof synth>) =>
    ["aws_network_interface", "aws_ebs_volume", "aws_volume_attachment"].flatMap((type) =>
      json.all(type).filter(([id]) => /^masters_[123]_/.test(id)),
    );
  expect(rename(synth({ count: 5 }))).toEqual(rename(synth({ count: 3 })));
});

test.each([
  [1, 1],
  [3, 2],
  [5, 3],
] as const)("%d masters: a quorum of %d, and every server in every zoo.cfg", (count, quorum) => {
  const json = synth({ count });
  for (let number = 1; number <= count; number++) {
    const text = document(json, `masters_${number}_`);
    expect(text).toMatch(new RegExp(`path: /etc/mesos-master/quorum\\n.*\\n\\s+${quorum}\\n`));
    const peers = text.match(/server\.\d=\S+:2888:3888;\S*2181/g) ?? [];
    // A single server is no ensemble.
    expect(peers).toHaveLength(count === 1 ? 0 : count);
    expect(text).toContain(`cdktf-mesos-zookeeper-data /var/lib/cluster-state/zookeeper ${number}`);
  }
});

test("images, user data and keys are for new instances: a running one is left alone", () => {
  for (const [, instance] of synth().all("aws_instance")) {
    expect(instance.lifecycle).toEqual({
      ignore_changes: ["ami", "user_data", "user_data_base64", "key_name"],
    });
  }
});

test("IMDSv2 is required, one hop far, and the root is encrypted", () => {
  for (const [, instance] of synth().all("aws_instance")) {
    expect(instance.metadata_options).toEqual({
      http_endpoint: "enabled",
      http_tokens: "required",
      http_put_response_hop_limit: 1,
    });
    expect(instance.root_block_device).toMatchObject({ encrypted: true, volume_size: 50 });
  }
});

test("the role may do nothing but be an instance's", () => {
  const json = synth();
  const policy = JSON.parse(json.one("aws_iam_role").assume_role_policy as string);
  expect(policy.Statement).toEqual([
    { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } },
  ]);
  for (const type of ["aws_iam_role_policy", "aws_iam_policy", "aws_iam_role_policy_attachment"])
    expect(json.all(type)).toEqual([]);
});

test("an internal network load balancer goes to the planned addresses, and to the leader alone for the Mesos pages", () => {
  const json = synth();
  expect(json.one("aws_lb")).toMatchObject({ internal: true, load_balancer_type: "network" });
  const health = json.all("aws_lb_target_group").map(([, group]) => [group.port, group.health_check]);
  expect(Object.fromEntries(health)).toMatchObject({
    5050: { protocol: "HTTP", path: "/weights", matcher: "200" },
    8080: { protocol: "HTTP", path: "/ping", matcher: "200" },
  });
  const targets = json
    .all("aws_lb_target_group_attachment")
    .map(([, target]) => `${target.target_id}:${target.port}`);
  expect(targets.sort()).toEqual(
    ["10.16.32.10", "10.16.64.11", "10.16.96.12"].flatMap((a) => [`${a}:5050`, `${a}:8080`]).sort(),
  );
});

test("a public one lies in the public subnets", () => {
  const json = synth({ loadBalancer: { isPublic: true, allowFrom: ["203.0.113.0/24"] } });
  const balancer = json.one("aws_lb");
  expect(balancer.internal).toBe(false);
  for (const subnet of balancer.subnets as string[]) expect(subnet).toContain("public");
});

test("without Marathon there is no trace of it", () => {
  const json = synth({ marathon: false });
  expect(json.all("aws_lb_listener")).toHaveLength(1);
  expect(document(json, "masters_1_")).not.toMatch(/marathon\.service(?!")[^\]]*start/);
  expect(JSON.stringify(json.json.resource)).not.toMatch(/port":80[89]0/);
  expect(document(json, "masters_1_")).not.toContain("/etc/default/marathon");
});

test("flags, weights and package sources reach the documents", () => {
  const json = synth({
    flags: { offer_timeout: "7mins" },
    weights: { builds: 2 },
    marathon: { flags: { launch_tokens: 77 } },
    packages: { mesos: { kind: "preinstalled" } },
  });
  const text = document(json, "masters_1_");
  expect(text).toContain("7mins");
  expect(text).toContain("builds=2");
  expect(text).toContain("MARATHON_LAUNCH_TOKENS=77");
  expect(text).not.toContain("aventer-mesos");
});

bad.testRefusals({
  "no masters": [bad.masters({ count: 0 }), "masters: count must be a whole number from 1 to 5, got 0"],
  "an even count": [
    bad.masters({ count: 4 }),
    "masters: count must be odd for a quorum, got 4; take 1, 3 or 5",
  ],
  "a count as text": [
    bad.masters({ count: "3" }),
    'masters: count must be a whole number from 1 to 5, got "3"',
  ],
  "seven masters": [bad.masters({ count: 7 }), "masters: count must be a whole number from 1 to 5, got 7"],
  "a name that is too long for a load balancer": [
    () => new AwsStack({ cluster: "continuous-builds-01" }).masters(),
    'masters-pages: AWS takes 32 letters for the name of a load balancer and its targets, got "continuous-builds-01-masters-pages"; give the cluster or the tier a shorter name',
  ],
  "an unknown prop": [
    bad.masters({ machinetype: "m5.large" }),
    "masters: unknown prop machinetype, did you mean machineType?",
  ],
  "an unknown nested prop": [
    bad.masters({ dataVolume: { sizeGiB: 20, retian: false } }),
    "masters: unknown prop retian in dataVolume",
  ],
  "a missing machine type": [
    bad.masters({ machineType: undefined }),
    "masters: machineType must be text that is not empty, got nothing",
  ],
  "a machine type of impossible form": [
    bad.masters({ machineType: "m5" }),
    'masters: machineType must be an EC2 instance type such as m5.xlarge, got "m5"',
  ],
  "an unknown master flag": [
    bad.masters({ flags: { offer_timout: "1mins" } }),
    'masters: flags.offer_timout is not a flag of mesos-master 1.11, got "1mins"; did you mean offer_timeout?',
  ],
  "a flag of the tier's own": [
    bad.masters({ flags: { quorum: 2 } }),
    "masters: flags.quorum is set by this library, got 2; it follows from the number of masters",
  ],
  "an unknown marathon flag": [
    bad.masters({ marathon: { flags: { zookeeper: "x" } } }),
    "masters: marathon: flags.zookeeper is not a flag of marathon 1.11",
  ],
  "a negative weight": [bad.masters({ weights: { builds: -1 } }), "masters: weights.builds"],
  "a role that mesos refuses": [
    bad.masters({ weights: { "-builds": 1 } }),
    'masters: weights must be a mesos role such as builds or ci/builds, got "-builds"',
  ],
  "a first address that the cloud keeps": [
    bad.masters({ firstHost: 2 }),
    "masters: firstHost plans address number 2 of 10.16.32.0/19, where fixed nodes have the numbers 4 to 63",
  ],
  "a public balancer for nobody": [
    bad.masters({ loadBalancer: { isPublic: true } }),
    "masters: a public load balancer needs loadBalancer.allowFrom, got nothing",
  ],
  "a balancer for everyone, said once": [
    bad.masters({ loadBalancer: { isPublic: true, allowFrom: ["0.0.0.0/0"] } }),
    "masters-pages: allowFrom opens mesos-master to the whole internet, got 0.0.0.0/0",
  ],
  "a fractional volume": [
    bad.masters({ dataVolume: { sizeGiB: 1.5 } }),
    "masters: dataVolume.sizeGiB must be a whole number from 1 to 65536, got 1.5",
  ],
});
