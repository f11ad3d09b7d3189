import { App, type TerraformStack } from "cdktf";
import { addReferenceStacks, clusterNames } from "../../stacks";
import { type ClusterFacts, clusterFacts } from "../support/cluster-facts";
import { parseDocument, withBundle } from "../support/read-document";
import { Synthesized, testKey, unescapeTerraform } from "../support/synth";

/**
 * The same program on both clouds. These are the only permitted differences:
 * 1. the default machine type of a gateway;
 * 2. the login, which depends on the image;
 * 3. data volumes are `/dev/sdf` on EC2 and Cinder ids on OpenStack, a pool's volumes have other letters;
 * 4. in the port graph, OpenStack's load balancer is an address range, AWS's a group; the edges are the same;
 * 5. objects are read with the machines' role on AWS, with signed URLs on OpenStack (docs/decisions/0015);
 * 6. a pool that calls a load balancer is represented by its subnets on OpenStack, as Octavia allows addresses only;
 * 7. scripts and programs are fetched on AWS, and in the user data on OpenStack (docs/decisions/0038);
 * 8. NAT per zone is a NAT gateway per zone on AWS, one router for all zones on OpenStack (docs/decisions/0012).
 */
const gatewayMachineType = { aws: "t3.micro", openstack: "m1.small" };
const sshUser = { aws: "ubuntu", openstack: "ubuntu" };
const openStackDevices = (text: string) =>
  text
    .replaceAll("/dev/disk/by-id/DATA-VOLUME-ID ", "/dev/sdf ")
    .replace(/\/dev\/vd([b-z]) /g, (_, letter) => `/dev/sd${String.fromCharCode(letter.charCodeAt(0) + 4)} `);

/** A text with a placeholder for the location of objects. */
const withoutLocations = (text: string) =>
  text.replace(
    /'?(s3:\/\/\$\{aws_s3_bucket\.[^'\s]+|\$\{openstack_objectstorage_tempurl_v1\.[^'\s]+)'?/g,
    "OBJECT",
  );

/** What a node has in the end, as text. */
function installed(text: string): string {
  const { write_files, ...others } = withBundle(parseDocument(text));
  // Where scripts are fetched, the script that does it is on each node.
  const files = write_files
    .filter(({ path }) => path !== "/usr/local/sbin/cdktf-mesos-object")
    .map((file) => ({ ...file, content: withoutLocations(file.content) }));
  return JSON.stringify({ ...others, files: files.sort((a, b) => (a.path < b.path ? -1 : 1)) }, null, 1);
}

/** The port graph without edges from pools to load balancers, and the number of these. */
function calls({ nodes, edges, subnets }: ClusterFacts) {
  const pools = nodes.flatMap((node) => /^(\S+)-\* /.exec(node)?.[1] ?? []);
  const ofPools = edges.filter((edge) => {
    const [from = "", to = ""] = edge.split(/ > | /);
    return /-(pages|front)$/.test(to) && (pools.includes(from) || subnets.includes(from));
  });
  return {
    others: edges.filter((edge) => !ofPools.includes(edge)),
    ofPools: new Set(ofPools.map((edge) => edge.slice(edge.indexOf(">")))),
  };
}

const app = new App();
addReferenceStacks(app, { sshPublicKey: testKey, sshFrom: ["203.0.113.0/24"] });
const synthesized = new Map(
  app.node.children.map((stack) => [stack.node.id, new Synthesized(stack as TerraformStack)]),
);

/** A value with a dot for each Terraform expression. */
const withoutReferences = (value: unknown) =>
  JSON.parse(JSON.stringify(value).replace(/(data\.)?(aws|openstack)_[\w.[\]*-]+/g, "·"));

describe.each(clusterNames)("%s is the same on both clouds", (cluster) => {
  const [aws, openStack] = [synthesized.get(`${cluster}-aws`)!, synthesized.get(`${cluster}-openstack`)!];
  const [onAws, onOpenStack] = [clusterFacts("aws", aws), clusterFacts("openstack", openStack)];

  test("nodes: names, machine types, numbers, planned addresses", () => {
    const gateway = (facts: typeof onAws, type: string) =>
      facts.nodes.map((node) => node.replace(`gateway ${type} `, "gateway smallest "));
    expect(gateway(onOpenStack, gatewayMachineType.openstack)).toEqual(
      gateway(onAws, gatewayMachineType.aws),
    );
    expect(onAws.nodes.join()).toContain(`gateway ${gatewayMachineType.aws} x1`);
    expect(onAws.nodes.length).toBeGreaterThan(2);
  });

  test("volumes: sizes, and which are retained", () => {
    expect(onOpenStack.volumes).toEqual(onAws.volumes);
    expect(onAws.volumes.filter((volume) => volume.endsWith("retained")).length).toBeGreaterThan(0);
  });

  test("the port graph, edge by edge", () => {
    expect(calls(onOpenStack)).toEqual(calls(onAws));
    expect(onAws.edges).toContain("gateway > masters-pages 8080-8080");
    expect(onAws.edges).toContain("masters-pages > masters 5050-5050");
  });

  test("subnets, listeners, health checks and targets", () => {
    expect(onOpenStack.subnets).toEqual(onAws.subnets);
    expect(onOpenStack.listeners).toEqual(onAws.listeners);
    expect(onAws.listeners.length).toBeGreaterThan(1);
  });

  test("outputs: endpoints, addresses, capacity", () => {
    const ofNeutralNames = (json: Synthesized, user: string) =>
      withoutReferences(json.json.output).ssh_config.value.replaceAll(`User ${user}\n`, "User login\n");
    expect(ofNeutralNames(openStack, sshUser.openstack)).toBe(ofNeutralNames(aws, sshUser.aws));
    const { ssh_config: _aws, ...rest } = withoutReferences(aws.json.output);
    const { ssh_config: _openStack, ...others } = withoutReferences(openStack.json.output);
    expect(others).toEqual(rest);
    expect(Object.keys(rest)).toEqual(
      expect.arrayContaining(["capacity", "marathon_url", "mesos_url", "zookeeper"]),
    );
  });

  test("user data, except for device names", () => {
    const documents = (json: Synthesized) =>
      Object.entries(json.json.locals ?? {})
        .map(([id, text]) => [id.replace(/_document_\w+$/, ""), installed(unescapeTerraform(text))] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1));
    const [awsDocuments, openStackDocuments] = [documents(aws), documents(openStack)];
    expect(openStackDocuments.map(([id]) => id)).toEqual(awsDocuments.map(([id]) => id));
    for (const [i, [id, text]] of awsDocuments.entries()) {
      const other = openStackDocuments[i]![1];
      expect([id, openStackDevices(other)]).toEqual([id, text]);
      expect([id, other === text]).toEqual([id, !text.includes("/dev/sdf /")]);
    }
  });

  test("data volumes that a smaller tier removes from the state", () => {
    const forgotten = (json: Synthesized) =>
      json.json.removed?.map(({ from }) => from.replace(/^\w+\./, "").replace(/_\w{8}$/, ""));
    expect(forgotten(openStack)).toEqual(forgotten(aws));
    expect(forgotten(aws)?.length).toBeGreaterThan(1);
  });
});
