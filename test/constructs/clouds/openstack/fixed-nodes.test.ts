import { ElasticsearchNodes, SshGateway } from "../../../../constructs";
import { OpenStackFlavor, OpenStackImage, OpenStackKey } from "../../../../constructs/clouds/openstack";
import { OpenStackStack, testImageId } from "../../../support/openstack";

const synth = (props = {}, cloud = {}) => {
  const stack = new OpenStackStack(cloud);
  stack.masters(props);
  return stack.synth();
};
const master = (json: ReturnType<typeof synth>, number = 1) =>
  json.one("openstack_compute_instance_v2", `masters_${number}_`);

test("port, server and volume are apart, so that the server can be replaced and both stay", () => {
  const json = synth({ dataVolume: { sizeGiB: 20, type: "ssd" } });
  expect(json.one("openstack_networking_port_v2", "masters_2")).toMatchObject({
    name: "ci-masters-2",
    fixed_ip: [{ ip_address: "10.16.64.11" }],
    tags: ["cdktf-mesos:cluster=ci"],
  });
  expect(json.one("openstack_blockstorage_volume_v3", "masters_2")).toMatchObject({
    name: "ci-masters-2-data",
    size: 20,
    volume_type: "ssd",
    enable_online_resize: true,
    lifecycle: { prevent_destroy: true, ignore_changes: ["availability_zone"] },
    metadata: { "cdktf-mesos:cluster": "ci" },
  });
  expect(master(json, 2)).toMatchObject({
    name: "ci-masters-2",
    network: [{ port: expect.stringContaining("masters_2_port") }],
    stop_before_destroy: true,
  });
});

test("booting from an image: the image stands with the server and as its first disk, the data volume beside it", () => {
  expect(master(synth())).toMatchObject({
    image_id: testImageId,
    block_device: [
      {
        boot_index: 0,
        source_type: "image",
        destination_type: "local",
        uuid: testImageId,
        delete_on_termination: true,
      },
      {
        boot_index: -1,
        source_type: "volume",
        destination_type: "volume",
        uuid: expect.stringContaining("masters_1_data"),
        delete_on_termination: false,
      },
    ],
  });
});

test("booting from a volume: of the tier's size and type, then the cloud's; it goes with the server unless it is kept", () => {
  const boot = { from: "volume", type: "ssd" } as const;
  const root = (props = {}, cloud = {}) =>
    (master(synth(props, { boot, ...cloud })).block_device as object[])[0];
  expect(root()).toMatchObject({
    boot_index: 0,
    source_type: "image",
    destination_type: "volume",
    volume_size: 50,
    volume_type: "ssd",
    delete_on_termination: true,
  });
  expect(root({ rootVolume: { sizeGiB: 80, type: "hdd" } })).toMatchObject({
    volume_size: 80,
    volume_type: "hdd",
  });
  expect(root({}, { boot: { ...boot, deleteWithServer: false } })).toMatchObject({
    delete_on_termination: false,
  });
  expect(master(synth({}, { boot })).image_id).toBeUndefined();
});

test("a running server stays as it is when what makes one changes", () => {
  expect(master(synth()).lifecycle).toEqual({
    ignore_changes: [
      "image_id",
      "user_data",
      "key_pair",
      "block_device",
      "scheduler_hints",
      "config_drive",
      "availability_zone",
    ],
    // With its address, which it would not know of: where it has data that is retained, that plan is refused.
    replace_triggered_by: [expect.stringMatching(/^terraform_data\.masters_1_planned-address_\w+$/)],
  });
});

test("a server without data is replaced with its address, and those of a pair with the one that they share", () => {
  const stack = new OpenStackStack({ loadBalancers: "none" });
  stack.masters({ loadBalancer: { haproxy: { machineType: "m1.small", firstHost: 40 } } });
  const json = stack.synth();
  const [planned] = json.all("terraform_data").filter(([id]) => id.includes("haproxy_1"));
  expect(planned![1]).toMatchObject({
    triggers_replace: { address: "10.16.32.40", shared: expect.any(String) },
    lifecycle: { prevent_destroy: false },
  });
  expect(json.one("openstack_compute_instance_v2", "haproxy_1").lifecycle).toMatchObject({
    replace_triggered_by: [`terraform_data.${planned![0]}`],
  });
});

test("a node finds its data by the volume's id, which Terraform puts into its document", () => {
  const json = synth();
  expect(master(json, 3).user_data).toMatch(
    /^\$\{base64gzip\(replace\(local\.masters_3_\S+, "DATA-VOLUME-ID", openstack_blockstorage_volume_v3\.masters_3_data_\w+\.id\)\)\}$/,
  );
  const [, text] = Object.entries(json.json.locals ?? {}).find(([id]) => id.startsWith("masters_3"))!;
  expect(text).toContain("/dev/disk/by-id/DATA-VOLUME-ID /var/lib/cluster-state xfs");
});

test("volumes lie in their server's zone where Cinder has it, or where the caller says", () => {
  const zone = (cloud = {}) =>
    synth({}, cloud).one("openstack_blockstorage_volume_v3", "masters_2").availability_zone;
  expect(zone()).toMatch(
    /^\$\{contains\(data\.openstack_blockstorage_availability_zones_v3\.\S+\.names, (.+)\) \? \1 : null\}$/,
  );
  expect(zone({ volumeZones: ["c1", "c2", "c3"] })).toBe("c2");
});

test("a tier that shrinks forgets its volumes", () => {
  const { removed } = synth({ count: 3 }).json;
  const gone = synth({ count: 5 })
    .all("openstack_blockstorage_volume_v3")
    .map(([id]) => `openstack_blockstorage_volume_v3.${id}`)
    .filter((address) => /masters_[45]/.test(address));
  expect(removed?.map(({ from }) => from).sort()).toEqual(gone.sort());
  expect(removed).toHaveLength(2);
});

test("a plan that would give a node with retained data another address is refused", () => {
  const planned = (props = {}) => synth(props).one("terraform_data", "masters_2");
  expect(planned()).toMatchObject({
    triggers_replace: { address: "10.16.64.11" },
    lifecycle: { prevent_destroy: true },
  });
  expect(planned({ dataVolume: { sizeGiB: 20, retain: false } }).lifecycle).toEqual({
    prevent_destroy: false,
  });
});

test("data that is not retained can be destroyed", () => {
  const volume = synth({ dataVolume: { sizeGiB: 20, retain: false } }).one(
    "openstack_blockstorage_volume_v3",
    "masters_1",
  );
  expect(volume.lifecycle).toMatchObject({ prevent_destroy: false });
});

describe("anti-affinity", () => {
  test("keeps masters and Elasticsearch nodes apart where there is room, each tier by itself", () => {
    const stack = new OpenStackStack();
    const { network } = stack.masters();
    new ElasticsearchNodes(stack, "search", {
      network,
      count: 2,
      machineType: "m1.large",
      dataVolume: { sizeGiB: 100 },
    });
    const json = stack.synth();
    expect(
      json.all("openstack_compute_servergroup_v2").map(([, { name, policies }]) => [name, policies]),
    ).toEqual([
      ["ci-masters", ["soft-anti-affinity"]],
      ["ci-search", ["soft-anti-affinity"]],
    ]);
    expect(json.one("openstack_compute_instance_v2", "search_2").scheduler_hints).toMatchObject([
      { group: expect.stringContaining("search_tier") },
    ]);
  });

  test("strictly, where it is asked for and there are hosts enough; or not at all", () => {
    const policies = (fixedNodes: string, hosts?: number) =>
      synth({}, { antiAffinity: { fixedNodes }, hosts })
        .all("openstack_compute_servergroup_v2")
        .map(([, group]) => group.policies);
    expect(policies("anti-affinity", 3)).toEqual([["anti-affinity"]]);
    expect(policies("anti-affinity")).toEqual([["anti-affinity"]]);
    expect(policies("none")).toEqual([]);
    expect(master(synth({}, { antiAffinity: { fixedNodes: "none" } })).scheduler_hints).toBeUndefined();
  });
});

test("a gateway has a floating address that stays, in no server group", () => {
  const stack = new OpenStackStack({ gatewayMachineType: "m1.small" });
  new SshGateway(stack, "gateway", { network: stack.network(), allowFrom: ["203.0.113.0/24"] });
  const json = stack.synth();
  expect(json.one("openstack_networking_floatingip_v2")).toMatchObject({
    pool: "public",
    port_id: expect.stringContaining("gateway_host_port"),
    depends_on: [expect.stringContaining("public-1-interface")],
  });
  expect(json.all("openstack_compute_servergroup_v2")).toEqual([]);
  expect(json.one("openstack_networking_port_v2").fixed_ip).toEqual([
    { subnet_id: expect.stringContaining("public-1") },
  ]);
});

test("image, flavor and key by name or as they are there already", () => {
  const json = synth(
    { machineType: "m3.xlarge" },
    {
      image: OpenStackImage.named("debian-12"),
      key: OpenStackKey.existing("ops"),
      flavors: { "m3.xlarge": OpenStackFlavor.fromId("42"), "c3.large": OpenStackFlavor.named("never used") },
      configDrive: true,
    },
  );
  expect(Object.values(json.json.data?.openstack_images_image_v2 ?? {})).toMatchObject([
    { name: "debian-12", most_recent: true },
  ]);
  const flavors = Object.values(json.json.data?.openstack_compute_flavor_v2 ?? {});
  expect(flavors).toMatchObject([{ flavor_id: "42" }]);
  expect(master(json)).toMatchObject({
    key_pair: "ops",
    config_drive: true,
    flavor_id: expect.stringMatching(/flavor/),
  });
  expect(json.all("openstack_compute_keypair_v2")).toEqual([]);
});

test("no credential is in the JSON", () => {
  process.env.OS_PASSWORD = "a secret of the test";
  expect(JSON.stringify(synth().json)).not.toContain("a secret of the test");
  expect((synth({}, { region: "west" }).json as unknown as { provider: object }).provider).toEqual({
    openstack: [{ region: "west" }],
  });
  delete process.env.OS_PASSWORD;
});
