import { join } from "node:path";
import { gatewayDocument, type Part, render } from "cdktf-mesos/cloud-init";
import { parse } from "yaml";
import { type SampleRole, sampleDocument, sampleParts, sampleRoles } from "../support/documents";
import { bootStep, contentOf, readDocument } from "../support/read-document";

const golden = join(__dirname, "..", "golden", "cloud-init");

describe("the documents of the tiers", () => {
  test.each(sampleRoles)("of %s is its golden file", (role) => {
    expect(sampleDocument(role)).toMatchFile(join(golden, `${role}.yaml`));
  });

  test.each(sampleRoles)("of %s installs every script that it calls", (role) => {
    const document = readDocument(sampleParts[role]);
    const text = render(sampleParts[role]);
    const called = new Set(
      text.match(/\/usr\/local\/(sbin\/cdktf-mesos-[a-z-]+|lib\/cdktf-mesos\/[a-z]+\.py)/g),
    );
    const installed = new Set(
      document.write_files.filter(({ permissions }) => permissions === "0755").map(({ path }) => path),
    );
    expect(installed).toEqual(called);
  });

  test.each(sampleRoles)("of %s starts no service of a package before the node is configured", (role) => {
    const document = readDocument(sampleParts[role]);
    const enabled = bootStep(sampleParts[role], "enable")!.filter((word) => word.endsWith(".service"));
    const others = [
      "chrony",
      "rsyslog",
      "cdktf-mesos-disks",
      "cdktf-mesos-instance-store",
      "cdktf-mesos-cache-images",
    ].map((name) => `${name}.service`);
    for (const unit of enabled.filter((name) => !others.includes(name))) {
      const texts = document.write_files
        .filter(({ path }) => path.startsWith(`/etc/systemd/system/${unit}`))
        .map(({ content }) => content);
      expect([unit, texts.join("")]).toEqual([
        unit,
        expect.stringContaining("ConditionPathExists=/var/lib/cdktf-mesos/boot/configured\n"),
      ]);
    }
  });

  test.each(sampleRoles)("of %s takes more parts after its own", (role) => {
    const extra: Part = { kind: "run", command: ["echo", "extra"] };
    const inputs = { base: { cluster: "a" }, extraParts: [extra] };
    expect(bootStep(gatewayDocument(inputs), "echo", "extra")).toBeDefined();
    expect(contentOf(sampleParts[role], "/etc/cdktf-mesos/node.env")).toContain("CLUSTER=hands-on\n");
  });
});

describe("an Elasticsearch node", () => {
  const role: SampleRole = "elasticsearch";
  const settings = parse(contentOf(sampleParts[role], "/etc/elasticsearch/elasticsearch.yml")!) as object;

  test("finds the others by address and spreads copies over zones", () => {
    expect(settings).toEqual({
      "cluster.name": "hands-on",
      "node.name": "search-1",
      "node.attr.zone": "eu-west-1a",
      "cluster.routing.allocation.awareness.attributes": "zone",
      "path.data": "/var/lib/elasticsearch",
      "path.logs": "/var/log/elasticsearch",
      "network.host": "10.16.41.1",
      "http.port": 9200,
      "transport.port": 9300,
      "discovery.seed_hosts": ["10.16.41.1", "10.16.41.2", "10.16.41.3"],
      "cluster.initial_master_nodes": ["search-1", "search-2", "search-3"],
      "xpack.security.enabled": false,
    });
  });

  test("passes the bootstrap checks of the kernel and finds its heap at boot", () => {
    expect(contentOf(sampleParts[role], "/etc/sysctl.d/60-cdktf-mesos.conf")).toContain(
      "vm.max_map_count = 262144\n",
    );
    expect(
      contentOf(sampleParts[role], "/etc/systemd/system/elasticsearch.service.d/cdktf-mesos.conf"),
    ).toContain("ExecStartPre=+/usr/local/sbin/cdktf-mesos-elasticsearch-heap auto\n");
  });
});

describe("the gateway", () => {
  test("lets nobody in as root or by password, and jumps", () => {
    const path = "/etc/ssh/sshd_config.d/00-cdktf-mesos.conf";
    const lines = contentOf(sampleParts.gateway, path)!.split("\n");
    expect(lines).toEqual(
      expect.arrayContaining([
        "PermitRootLogin no",
        "PasswordAuthentication no",
        "KbdInteractiveAuthentication no",
        "AllowTcpForwarding yes",
      ]),
    );
  });
});

describe("NFS", () => {
  const mount = { source: "10.0.0.9:/export", mountPoint: "/srv/build-data" };

  test("is mounted by a unit with the name that systemd demands", () => {
    const parts = gatewayDocument({ base: { cluster: "a" }, nfsMounts: [mount] });
    const text = contentOf(parts, "/etc/systemd/system/srv-build\\x2ddata.mount");
    expect(text).toContain("What=10.0.0.9:/export\nWhere=/srv/build-data\nType=nfs\n");
    expect(bootStep(parts, "enable")).toContain("srv-build\\x2ddata.automount");
    expect(contentOf(parts, "/etc/systemd/system/srv-build\\x2ddata.automount")).toContain(
      "Where=/srv/build-data\n",
    );
    expect(contentOf(parts, "/etc/cdktf-mesos/packages")).toContain("nfs-common\n");
  });

  test.each<[string, Partial<typeof mount> & { options?: string }, string]>([
    ["source", { source: "/export" }, 'got "/export"'],
    ["mount point", { mountPoint: "srv" }, 'got "srv"'],
    ["options", { options: "a b" }, 'got "a b"'],
  ])("of an impossible %s is refused", (_, change, message) => {
    expect(() => gatewayDocument({ base: { cluster: "a" }, nfsMounts: [{ ...mount, ...change }] })).toThrow(
      message,
    );
  });
});

describe("a closed network", () => {
  test("has its packages from the mirror", () => {
    const parts = gatewayDocument({
      base: {
        cluster: "a",
        packageMirror: { uri: "http://mirror.internal/debian", proxy: "http://proxy:3128" },
      },
    });
    const document = readDocument(parts);
    expect(document).toMatchObject({ apt: { http_proxy: "http://proxy:3128" } });
    // Before anything is installed.
    expect(document.runcmd?.find((command) => command.some((word) => word.includes("apt-")))).toEqual([
      "/usr/local/sbin/cdktf-mesos-boot",
      "step",
      "/usr/local/sbin/cdktf-mesos-apt-mirror",
      "http://mirror.internal/debian",
      "-",
    ]);
    expect(() => gatewayDocument({ base: { cluster: "a", packageMirror: { uri: "mirror" } } })).toThrow(
      'packageMirror.uri must be an http or https URL, got "mirror"',
    );
    const securityUri = "http://mirror.internal/security";
    expect(() => gatewayDocument({ base: { cluster: "a", packageMirror: { securityUri } } })).toThrow(
      `packageMirror.securityUri needs packageMirror.uri as well, got "${securityUri}"`,
    );
  });
});
