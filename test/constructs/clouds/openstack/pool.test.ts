import { MesosAgentPool, type MesosAgentPoolProps, Volume } from "../../../../constructs";
import { OpenStackStack } from "../../../support/openstack";

const synth = (props: Partial<MesosAgentPoolProps> = {}, cloud = {}) => {
  const stack = new OpenStackStack(cloud);
  new MesosAgentPool(stack, "builds", {
    masters: stack.masters(),
    machineType: "c3.2xlarge",
    count: 111,
    ...props,
  });
  return stack.synth();
};
const agent = (json: ReturnType<typeof synth>) => json.one("openstack_compute_instance_v2", "builds");
const document = (json: ReturnType<typeof synth>) =>
  Object.entries(json.json.locals ?? {}).find(([id]) => id.startsWith("builds"))![1];

test("a pool is two resources however many agents it has, and its JSON grows by the digits of the count", () => {
  const [small, large] = [synth({ count: 10 }), synth({ count: 2000 })];
  expect([agent(large).count, large.one("openstack_networking_port_v2", "builds").count]).toEqual([
    2000, 2000,
  ]);
  const bytes = (json: ReturnType<typeof synth>) => JSON.stringify(json.json).length;
  expect(bytes(large) - bytes(small)).toBeLessThan(10);
});

test("agents go round the zones by their number, with their ports", () => {
  const json = synth({}, {});
  expect(agent(json).availability_zone).toMatch(/^\$\{element\(\[.*\], count\.index\)\}$/);
  expect(agent(json)).toMatchObject({
    name: "ci-builds-${count.index + 1}",
    network: [
      { port: expect.stringMatching(/^\$\{openstack_networking_port_v2\.builds_\S+\[count\.index\]\.id\}$/) },
    ],
  });
  const [{ subnet_id }] = json.one("openstack_networking_port_v2", "builds").fixed_ip as [
    { subnet_id: string },
  ];
  expect(subnet_id).toMatch(
    /^\$\{element\(\[(openstack_networking_subnet_v2\.\S+\.id,? ?){3}\], count\.index\)\}$/,
  );
  const second = synth({ zoneNumbers: [2] }).one("openstack_networking_port_v2", "builds").fixed_ip as [
    { subnet_id: string },
  ];
  expect(second[0].subnet_id.match(/private-2/g)).toHaveLength(1);
});

test("an agent that runs keeps its address and what it was made of", () => {
  const json = synth();
  expect(json.one("openstack_networking_port_v2", "builds").lifecycle).toEqual({
    ignore_changes: ["fixed_ip"],
  });
  expect(agent(json).lifecycle).toMatchObject({
    ignore_changes: expect.arrayContaining(["image_id", "user_data", "block_device", "key_pair"]),
  });
});

describe("volumes", () => {
  const volumes = [
    Volume.ephemeral("/var/lib/docker", { sizeGiB: 200 }),
    Volume.ephemeral("/var/lib/mesos", { sizeGiB: 100, type: "ssd", filesystem: "ext4" }),
  ];

  test("are Cinder's, come and go with their agent, and are mounted under the names that Nova gives in their order", () => {
    const json = synth({ volumes });
    expect(agent(json).block_device).toMatchObject([
      { boot_index: 0, destination_type: "local" },
      {
        boot_index: -1,
        source_type: "blank",
        destination_type: "volume",
        volume_size: 200,
        delete_on_termination: true,
      },
      { boot_index: -1, volume_size: 100, volume_type: "ssd", delete_on_termination: true },
    ]);
    expect(document(json)).toContain("/dev/vdb /var/lib/docker xfs\n");
    expect(document(json)).toContain("/dev/vdc /var/lib/mesos ext4\n");
  });

  test("have other names where the installation's flavors or images say so", () => {
    expect(document(synth({ volumes }, { firstVolumeDevice: "/dev/sdc" }))).toMatch(
      /\/dev\/sdc \/var\/lib\/docker xfs\n.*\/dev\/sdd \/var\/lib\/mesos ext4\n/s,
    );
  });

  test("none: the image stands with the server alone", () => {
    expect(agent(synth()).block_device).toBeUndefined();
    expect(agent(synth()).image_id).toBeDefined();
  });
});

test("agents are kept apart only where it is asked for", () => {
  expect(agent(synth()).scheduler_hints).toBeUndefined();
  const json = synth({ count: 4 }, { antiAffinity: { pools: "anti-affinity" }, hosts: 4 });
  expect(json.one("openstack_compute_servergroup_v2", "builds")).toMatchObject({
    policies: ["anti-affinity"],
  });
  expect(agent(json).scheduler_hints).toMatchObject([{ group: expect.any(String) }]);
});

test("tags are metadata of servers and tags of ports", () => {
  const json = synth({ tags: { team: "build" } }, { tags: { cost: "ci" } });
  expect(agent(json).metadata).toEqual({ cost: "ci", team: "build", "cdktf-mesos:cluster": "ci" });
  expect(json.one("openstack_networking_port_v2", "builds").tags).toEqual([
    "cost=ci",
    "team=build",
    "cdktf-mesos:cluster=ci",
  ]);
});
