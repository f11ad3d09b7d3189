import { parse } from "yaml";
import { ElasticsearchNodes, type ElasticsearchNodesProps } from "../../../constructs";
import * as bad from "../../support/refusals";
import { AwsStack } from "../../support/synth";

const synth = (props: Partial<ElasticsearchNodesProps> = {}) => {
  const stack = new AwsStack();
  new ElasticsearchNodes(stack, "search", {
    network: stack.network(),
    count: 7,
    machineType: "c5.9xlarge",
    dataVolume: { sizeGiB: 500 },
    ...props,
  });
  return stack.synth();
};

const settings = (json: ReturnType<typeof synth>, number: number) =>
  parse(json.files(`search_${number}`)["/etc/elasticsearch/elasticsearch.yml"]!);

test("nodes find one another by planned addresses, and the first three make the first election", () => {
  const json = synth();
  expect(json.all("aws_network_interface").map(([, eni]) => (eni.private_ips as string[])[0])).toEqual([
    "10.16.32.32",
    "10.16.64.33",
    "10.16.96.34",
    "10.16.32.35",
    "10.16.64.36",
    "10.16.96.37",
    "10.16.32.38",
  ]);
  for (const number of [1, 4]) {
    expect(settings(json, number)).toMatchObject({
      "cluster.name": "ci-search",
      "discovery.seed_hosts": ["10.16.32.32", "10.16.64.33", "10.16.96.34"],
      "cluster.initial_master_nodes": ["search-1", "search-2", "search-3"],
      "cluster.routing.allocation.awareness.attributes": "zone",
    });
  }
  expect(settings(json, 1)["node.roles"]).toBeUndefined();
  expect(settings(json, 4)["node.roles"]).toBe("data,ingest");
  expect([1, 2, 3, 4].map((number) => settings(json, number)["node.attr.zone"])).toEqual([
    "zone-1",
    "zone-2",
    "zone-3",
    "zone-1",
  ]);
});

test("each has a retained, encrypted data volume", () => {
  const json = synth();
  expect(json.all("aws_ebs_volume")).toHaveLength(7);
  for (const [, volume] of json.all("aws_ebs_volume")) {
    expect(volume).toMatchObject({ size: 500, encrypted: true, lifecycle: { prevent_destroy: true } });
  }
  const disks = json.files("search_1")["/etc/cdktf-mesos/disks"];
  expect(disks).toBe("/dev/sdf /var/lib/elasticsearch xfs\n");
});

test("a smaller cluster forgets the volumes of the nodes that go", () => {
  const seven = synth()
    .all("aws_ebs_volume")
    .map(([id]) => `aws_ebs_volume.${id}`);
  const forgotten = synth({ count: 3 }).json.removed?.map((block) => block.from);
  expect(forgotten).toEqual(expect.arrayContaining(seven.slice(3)));
  for (const kept of seven.slice(0, 3)) expect(forgotten).not.toContain(kept);
});

test("two nodes of one are all in the election", () => {
  expect(settings(synth({ count: 1 }), 1)["cluster.initial_master_nodes"]).toEqual(["search-1"]);
  expect(settings(synth({ count: 2 }), 2)["cluster.initial_master_nodes"]).toEqual(["search-1", "search-2"]);
});

test("the heap is half the memory at boot unless it is given, and the kernel's map count is set", () => {
  const text = (json: ReturnType<typeof synth>) => JSON.stringify(json.document("search_1"));
  expect(text(synth())).toMatch(/elasticsearch-heap auto/);
  expect(text(synth({ heapGiB: 16 }))).toMatch(/elasticsearch-heap 16/);
  expect(text(synth())).toContain("vm.max_map_count = 262144");
});

bad.testRefusals({
  "no nodes": [bad.search({ count: 0 }), "search: count must be a whole number from 1 to 32, got 0"],
  "no data volume": [
    bad.search({ dataVolume: undefined }),
    "search: dataVolume must be an object, got nothing",
  ],
  "a heap beyond compressed pointers": [
    bad.search({ heapGiB: 32 }),
    "search: heapGiB must be a whole number from 1 to 31, got 32",
  ],
  "two tiers on one address": [
    () => {
      const stack = new AwsStack();
      const tier = stack.masters();
      const props = { network: tier.network, count: 3, machineType: "m5.large", dataVolume: { sizeGiB: 10 } };
      new ElasticsearchNodes(stack, "search", { ...props, firstHost: 10 });
    },
    "search: firstHost plans 10.16.32.10, which masters has; give one of them another firstHost, such as 13",
  ],
});
