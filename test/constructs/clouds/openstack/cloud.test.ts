import {
  DockerRegistry,
  ElasticsearchNodes,
  MesosAgentPool,
  ObjectStore,
  SharedStorage,
  SshGateway,
  Volume,
} from "../../../../constructs";
import { OpenStackFlavor, OpenStackImage, OpenStackKey } from "../../../../constructs/clouds/openstack";
import type { Anything } from "../../../support/anything";
import { OpenStackStack } from "../../../support/openstack";
import { testRefusals } from "../../../support/refusals";
import { refusal } from "../../../support/synth";

const cloud = (props: Anything) => () => new OpenStackStack(props);
const network =
  (props: Anything, of: Anything = {}) =>
  () =>
    new OpenStackStack(of).network(props);
const masters =
  (props: Anything, of: Anything = {}) =>
  () =>
    new OpenStackStack(of).masters(props);
const pool =
  (props: Anything, of: Anything = {}) =>
  () => {
    const stack = new OpenStackStack(of);
    return new MesosAgentPool(stack, "builds", {
      masters: stack.masters(),
      machineType: "c3.2xlarge",
      count: 3,
      ...props,
    });
  };
const search =
  (props: Anything, of: Anything = {}) =>
  () => {
    const stack = new OpenStackStack(of);
    return new ElasticsearchNodes(stack, "search", {
      network: stack.network(),
      count: 3,
      machineType: "m1.large",
      dataVolume: { sizeGiB: 100 },
      ...props,
    });
  };
const gateway = (props: Anything) => () => {
  const stack = new OpenStackStack();
  return new SshGateway(stack, "gateway", {
    network: stack.network(),
    allowFrom: ["203.0.113.0/24"],
    ...props,
  });
};

const strict = { fixedNodes: "anti-affinity", pools: "anti-affinity" };

testRefusals({
  // flavors and images
  "an empty flavor": [
    masters({ machineType: "" }),
    'masters: machineType must be text that is not empty, got ""',
  ],
  "a blank flavor": [
    pool({ machineType: " " }),
    'builds: machineType must be text that is not empty, got " "',
  ],
  "an empty flavor of the installation": [
    () => OpenStackFlavor.named(""),
    'flavor must be the name of a flavor, got ""',
  ],
  "an empty flavor id": [() => OpenStackFlavor.fromId(" "), 'flavor must be the id of a flavor, got " "'],
  "a flavor as text": [
    cloud({ flavors: { "m3.xlarge": "m1.large" } }),
    'cloud: flavors.m3.xlarge must be OpenStackFlavor.named("m1.large") or OpenStackFlavor.fromId("…"), got "m1.large"',
  ],
  "a gateway of no flavor": [
    gateway({}),
    "gateway: machineType must be named on this cloud, got nothing; give one",
  ],
  "an empty image": [
    () => OpenStackImage.named(""),
    'image must be the name of an image such as debian-12, got ""',
  ],
  "an image id that is none": [
    () => OpenStackImage.fromId("debian"),
    'image must be an id such as 4f1b2a60-7c1d-4a53-9a70-2f0c8d6f1e11, got "debian"',
  ],
  "no image": [cloud({ image: undefined }), 'cloud: image must be OpenStackImage.named("debian-12")'],
  // booting
  "a volume type with boot from image": [
    cloud({ boot: { from: "image", type: "ssd" } }),
    'cloud: boot.type goes with { from: "volume" }, got "ssd" beside { from: "image" }, where the flavor decides about the disk; leave it out or boot from a volume',
  ],
  "keeping a root that is no volume": [
    cloud({ boot: { from: "image", deleteWithServer: false } }),
    'cloud: boot.deleteWithServer goes with { from: "volume" }, got false',
  ],
  "booting from something else": [
    cloud({ boot: { from: "network" } }),
    'cloud: boot: from must be one of "image", "volume", got "network"',
  ],
  "an unknown option of booting": [
    cloud({ boot: { from: "volume", sizeGiB: 20 } }),
    "cloud: boot: unknown prop sizeGiB, known are from, type, deleteWithServer",
  ],
  "a root volume of masters with boot from image": [
    masters({ rootVolume: { sizeGiB: 80, type: "ssd" } }),
    'masters: rootVolume cannot be had where machines boot from an image and the flavor decides about the disk, got {"sizeGiB":80,"type":"ssd"}; leave it out, or give the cloud boot: { from: "volume" }',
  ],
  "a root volume of agents with boot from image": [
    pool({ rootVolume: { sizeGiB: 80 } }),
    "builds: rootVolume cannot be had where machines boot from an image",
  ],
  "a root volume of Elasticsearch nodes with boot from image": [
    search({ rootVolume: { sizeGiB: 80 } }),
    "search: rootVolume cannot be had where machines boot from an image",
  ],
  "a root volume of a gateway with boot from image": [
    gateway({ machineType: "m1.small", rootVolume: { sizeGiB: 80 } }),
    "gateway: rootVolume cannot be had where machines boot from an image",
  ],
  // anti-affinity
  "an unknown anti-affinity policy": [
    cloud({ antiAffinity: { fixedNodes: "strict" } }),
    'cloud: antiAffinity.fixedNodes must be one of "soft-anti-affinity", "anti-affinity", "none", got "strict"',
  ],
  "an unknown kind of node to keep apart": [
    cloud({ antiAffinity: { masters: "anti-affinity" } }),
    "cloud: unknown prop masters in antiAffinity",
  ],
  "more strict masters than hosts": [
    masters({}, { antiAffinity: strict, hosts: 2 }),
    'masters: antiAffinity.fixedNodes "anti-affinity" needs a host for each machine, got 3 machines or more on 2 hosts; take "soft-anti-affinity" or fewer machines',
  ],
  "more strict Elasticsearch nodes than hosts": [
    search({ count: 7 }, { antiAffinity: strict, hosts: 6 }),
    'search: antiAffinity.fixedNodes "anti-affinity" needs a host for each machine, got 7 machines or more on 6 hosts',
  ],
  "more strict agents than hosts": [
    pool({ count: 30 }, { antiAffinity: strict, hosts: 24 }),
    'builds: antiAffinity.pools "anti-affinity" needs a host for each machine, got 30 machines or more on 24 hosts',
  ],
  "no hosts": [cloud({ hosts: 0 }), "cloud: hosts must be a whole number of at least 1, got 0"],
  // what OpenStack has not
  "a pool that the cloud should scale": [
    pool({ count: undefined, capacity: { min: 1, max: 4 } }),
    'builds: capacity must be a fixed count on OpenStack, which does not scale servers, got {"min":1,"max":4}; give count instead, and change it when you need more',
  ],
  "iops of a volume": [
    masters({ dataVolume: { sizeGiB: 20, iops: 3000 } }),
    "masters: iops is decided by the volume's type on OpenStack, got 3000; leave it out and name a type",
  ],
  "throughput of a pool's volume": [
    pool({ volumes: [Volume.ephemeral("/data", { sizeGiB: 10, throughputMiBps: 250 })] }),
    "builds: throughputMiBps is decided by the volume's type on OpenStack, got 250",
  ],
  "a balancer where the cloud has none": [
    masters({}, { loadBalancers: "none" }),
    'masters-pages: a load balancer is asked for, and this cloud is declared to have none, got loadBalancers: "none"',
  ],
  "more volumes than names": [
    pool(
      {
        volumes: Array.from({ length: 3 }, (_, i) => Volume.ephemeral(`/data/${i}`, { sizeGiB: 10 })),
      },
      { firstVolumeDevice: "/dev/vdy" },
    ),
    "builds: volumes must be at most 2 beside the root, one for each name from /dev/vdy to /dev/vdz, got 3",
  ],
  // networks
  "no way out asked for beside an external network": [
    network({ nat: "none" }),
    'network: nat must be "single" or "per-zone" on an OpenStack cloud with an externalNetwork, whose router serves every subnet, got "none"',
  ],
  "a way out without an external network": [
    network({}, { externalNetwork: undefined }),
    'network: nat must be "none" on an OpenStack cloud without an externalNetwork, got "single"; name one, or say nat: "none"',
  ],
  "an empty external network": [
    cloud({ externalNetwork: "" }),
    'cloud: externalNetwork must be text that is not empty, got ""',
  ],
  "a host in a zone's name": [
    network({ zones: ["nova:compute-1"] }),
    'network: zones must be names of availability zones as Nova has them, got "nova:compute-1"; a host cannot be named',
  ],
  "a zone of volumes too few": [
    network({ zoneCount: 3 }, { volumeZones: ["c1"] }),
    'cloud: volumeZones must name one for each of the 3 zones of network, got ["c1"]',
  ],
  "a DNS server by name": [
    cloud({ dnsServers: ["dns.example"] }),
    'cloud: dnsServers[0] must be an IPv4 address such as 9.9.9.9, got "dns.example"',
  ],
  "an MTU that is none": [
    cloud({ mtu: 100 }),
    "cloud: mtu must be a whole number from 1280 to 9216, got 100",
  ],
  "the root's device for a volume": [
    cloud({ firstVolumeDevice: "/dev/vda" }),
    'cloud: firstVolumeDevice must be a device name such as /dev/vdb, got "/dev/vda"',
  ],
  "another kind of load balancer": [
    cloud({ loadBalancers: "lbaas" }),
    'cloud: loadBalancers must be one of "octavia", "none", got "lbaas"',
  ],
  // tags, keys, names
  "a tag that Nova refuses": [
    cloud({ tags: { "cost/center": "7" } }),
    'cloud: tags has a name that Nova refuses, got "cost/center"; take letters, digits, spaces and - _ : .',
  ],
  "a tag of a tier that Nova refuses": [
    pool({ tags: { "cost/center": "7" } }),
    'builds: tags has a name that Nova refuses, got "cost/center"',
  ],
  "a tag that Neutron has no room for": [
    cloud({ tags: { note: "x".repeat(60) } }),
    "cloud: tags.note must be at most 60 characters with its name, got",
  ],
  "a key that is none": [
    () => OpenStackKey.fromPublicKey("AAAA"),
    'key must be an OpenSSH public key such as "ssh-ed25519 AAAA…", got "AAAA"',
  ],
  "a key pair without a name": [
    () => OpenStackKey.existing(""),
    'key must be the name of a key pair, got ""',
  ],
  "a cluster name with capitals": [
    cloud({ cluster: "CI" }),
    "cloud: cluster must be a name of at most 20 small letters",
  ],
  "two stores whose containers would be one": [
    () => {
      const stack = new OpenStackStack();
      for (const id of ["keys.a", "keys_a"]) new ObjectStore(stack, id, { cloud: stack.cloud });
    },
    'test/keys_a/bucket: the name of a container in a project must be its own, got "ci-keys-a", which test/keys.a/bucket has',
  ],
  "a registry in a store that machines cannot write to": [
    () => {
      const stack = new OpenStackStack();
      const network = stack.network();
      const store = new ObjectStore(stack, "images", { cloud: stack.cloud });
      return new DockerRegistry(stack, "registry", { network, machineType: "m1.large", store });
    },
    'registry: store must be one that machines can write to, which this cloud\'s are not, got "images"; give dataVolume',
  ],
  "managed storage": [
    () => {
      const stack = new OpenStackStack();
      return new SharedStorage(stack, "shared", { network: stack.network(), managed: {} });
    },
    "shared: managed storage is not available on OpenStack, got managed; give server, or mount a share of Manila's by its path with nfsMounts",
  ],
  "an unknown prop": [
    cloud({ externalnetwork: "public" }),
    "cloud: unknown prop externalnetwork, did you mean externalNetwork?",
  ],
});
test("a root volume is taken where machines boot from volumes", () => {
  const rootVolume = { sizeGiB: 80, type: "ssd" };
  masters({ rootVolume }, { boot: { from: "volume" } })();
  expect(
    refusal(masters({ rootVolume: { sizeGiB: 80, iops: 3000 } }, { boot: { from: "volume" } })),
  ).toContain("masters: iops is decided by the volume's type on OpenStack");
});
