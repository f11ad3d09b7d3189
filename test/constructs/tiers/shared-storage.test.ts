import { JenkinsHome, MesosAgentPool, SharedStorage, type SharedStorageProps } from "../../../constructs";
import { OpenStackStack } from "../../support/openstack";
import * as bad from "../../support/refusals";
import { AwsStack, refusal, type Synthesized } from "../../support/synth";

type Storage = Omit<SharedStorageProps, "network">;

/** Storage, a pool that mounts it, and one that does not. */
const cluster = (stack: AwsStack | OpenStackStack, machineType: string, props: Storage) => {
  const masters = stack.masters();
  const storage = new SharedStorage(stack, "shared", { network: masters.network, ...props });
  const pool = (id: string, nfsMounts: ReturnType<SharedStorage["mount"]>[]) =>
    new MesosAgentPool(stack, id, { masters, count: 1, machineType, nfsMounts });
  const homes = pool("homes", [storage.mount("/srv/jenkins")]);
  pool("builds", []);
  return { stack, storage, homes, edges: masters.network.topology.edges };
};
const server = (machineType: string) => ({ server: { machineType, dataVolume: { sizeGiB: 500 } } });

const mount = (json: Synthesized) => json.files("homes")["/etc/systemd/system/srv-jenkins.mount"];

describe.each([
  ["AWS", () => cluster(new AwsStack(), "m5.large", server("m5.large")), "aws_ebs_volume"],
  [
    "OpenStack",
    () => cluster(new OpenStackStack(), "m1.large", server("m1.large")),
    "openstack_blockstorage_volume_v3",
  ],
] as const)("a server on %s", (_cloud, make, volume) => {
  const made = make();
  const json = made.stack.synth();

  test("has a planned address and a retained volume", () => {
    expect(made.storage.mount("/srv/a").source).toBe("10.16.32.20:/");
    expect(json.one(volume, "shared")).toMatchObject({ size: 500, lifecycle: { prevent_destroy: true } });
  });

  test("shares it with the network alone, by NFS 4 alone, and makes uid 1000 of a client's root", () => {
    const of = json.files("shared_server_1");
    expect(of["/etc/exports.d/cdktf-mesos.exports"]).toBe(
      "/srv/shared 10.16.0.0/16(rw,sync,no_subtree_check,fsid=0,mountpoint,sec=sys,root_squash,anonuid=1000,anongid=1000)\n",
    );
    expect(of["/etc/nfs.conf.d/cdktf-mesos.conf"]).toContain("vers3=n\n");
    expect(of["/etc/cdktf-mesos/disks"]).toMatch(/ \/srv\/shared xfs\n$/);
  });

  test("is mounted where a pool says so, and open to that pool alone", () => {
    expect(mount(json)).toContain(
      "What=10.16.32.20:/\nWhere=/srv/jenkins\nType=nfs\nOptions=nfsvers=4.2,hard,noatime,_netdev\n",
    );
    const into = made.edges.filter(({ to }) => to === "shared");
    expect(into.map(({ from, port }) => `${from} ${port.from}`)).toEqual(["homes 2049"]);
  });
});

test("homes of Jenkins lie on it", () => {
  const { homes } = cluster(new AwsStack(), "m5.large", server("m5.large"));
  expect(() => JenkinsHome.nfs("/srv/jenkins/homes").check("ci", [homes.offers])).not.toThrow();
});

describe("EFS", () => {
  const made = cluster(new AwsStack(), "m5.large", { managed: {} });
  const json = made.stack.synth();

  test("is encrypted, retained, backed up, and has a way in from each zone", () => {
    expect(json.one("aws_efs_file_system")).toMatchObject({
      encrypted: true,
      throughput_mode: "elastic",
      lifecycle: { prevent_destroy: true },
    });
    expect(json.one("aws_efs_backup_policy")).toMatchObject({ backup_policy: { status: "ENABLED" } });
    const targets = json.all("aws_efs_mount_target").map(([, target]) => target);
    expect(new Set(targets.map((target) => target.subnet_id)).size).toBe(3);
    for (const target of targets)
      expect(target.security_groups).toEqual([expect.stringContaining("aws_security_group.shared_efs_")]);
  });

  test("is mounted by its name, and open to the pools that mount it alone", () => {
    const [fileSystem] = json.all("aws_efs_file_system")[0]!;
    expect(mount(json)).toContain(`What=\${aws_efs_file_system.${fileSystem}.dns_name}:/\n`);
    expect(mount(json)).toContain("Options=nfsvers=4.1,");
    const into = made.edges.filter(({ to }) => to === "shared");
    expect(into.map(({ from, port }) => `${from} ${port.from}`)).toEqual(["homes 2049"]);
    const rules = json.all("aws_vpc_security_group_ingress_rule").map(([, rule]) => rule);
    expect(rules.filter((rule) => rule.from_port === 2049)).toHaveLength(1);
  });

  test("can be let go of, and has the customer's key", () => {
    const { stack } = cluster(new AwsStack({ kmsKeyId: "arn:aws:kms:eu-west-1:1:key/2" }), "m5.large", {
      managed: { retain: false },
    });
    const fileSystem = stack.synth().one("aws_efs_file_system");
    expect(fileSystem).toMatchObject({ kms_key_id: "arn:aws:kms:eu-west-1:1:key/2" });
    expect(fileSystem.lifecycle).toBeUndefined();
  });
});

test("a mount point that is none is refused", () => {
  const { storage } = cluster(new AwsStack(), "m5.large", server("m5.large"));
  expect(refusal(() => storage.mount("jenkins"))).toBe(
    'InvalidInput: shared: mount must be an absolute path such as /srv/jenkins, got "jenkins"',
  );
});

bad.testRefusals({
  "shared storage of no kind": [
    bad.shared({}),
    "shared: server or managed must be given, and not both, got {}",
  ],
  "shared storage of both kinds": [
    bad.shared({ managed: {}, server: { machineType: "m5.large", dataVolume: { sizeGiB: 100 } } }),
    "shared: server or managed must be given, and not both, got {",
  ],
  "a server without a volume": [
    bad.shared({ server: { machineType: "m5.large" } }),
    "shared: server.dataVolume must be an object, got nothing",
  ],
  "a server of an impossible type": [
    bad.shared({ server: { machineType: "m5", dataVolume: { sizeGiB: 100 } } }),
    'shared: machineType must be an EC2 instance type such as m5.xlarge, got "m5"',
  ],
  "managed storage that is a word": [
    bad.shared({ managed: true }),
    "shared: managed must be an object, got true",
  ],
});
