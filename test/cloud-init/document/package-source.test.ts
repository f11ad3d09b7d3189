import { readFileSync } from "node:fs";
import path from "node:path";
import {
  type AptPackageSource,
  aptSourceCommands,
  defaultPackageSources,
  type HostPackageSource,
  installParts,
  Part,
  render,
} from "cdktf-mesos/cloud-init";

const fingerprint = "46095ACC8548582C1A2699A9D27D666CD88E42B4";
const apt: AptPackageSource = {
  kind: "apt",
  name: "mirror",
  uri: "https://mirror.example/apt",
  suite: "stable",
  packages: ["mesos"],
  keyUrl: "https://mirror.example/key.asc",
  keyFingerprint: fingerprint,
};
const archive = { url: "https://mirror.example/mesos.deb", sha256: "0".repeat(64) };
const packagesOf = (source: HostPackageSource, packages = ["mesos"]) =>
  installParts("mesos", source, packages).flatMap((part) => (part.kind === "packages" ? part.names : []));

describe("a package source", () => {
  test.each(Object.entries(defaultPackageSources))("of %s has a default that renders", (program, source) => {
    if (source.kind === "container") return;
    expect(() => render(installParts(program, source, [program]))).not.toThrow();
  });

  test("pins its packages, not what they forget to depend on", () => {
    expect(packagesOf({ ...apt, version: "1.11*", dependencies: ["libsvn1"] })).toEqual([
      "mesos=1.11*",
      "libsvn1",
    ]);
    expect(packagesOf({ kind: "distribution", version: "3.8*" }, ["zookeeper"])).toEqual(["zookeeper=3.8*"]);
    expect(packagesOf({ kind: "distribution", packages: ["other"] })).toEqual(["other"]);
  });

  test("that is in the image installs nothing", () => {
    expect(installParts("mesos", { kind: "preinstalled" }, ["mesos"])).toEqual([]);
  });

  test("reaches the node with its key and the fingerprint as gpg prints it", () => {
    const spaced = { ...apt, keyFingerprint: "4609 5acc 8548 582c 1a26  99a9 d27d 666c d88e 42b4" };
    expect(aptSourceCommands([spaced])).toEqual([
      [
        "/usr/local/sbin/cdktf-mesos-apt-source",
        "mirror",
        "https://mirror.example/apt",
        "stable",
        "main",
        "https://mirror.example/key.asc",
        fingerprint,
        "-",
        "mesos",
      ],
    ]);
    const key = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n";
    const inline = render(installParts("mesos", { ...apt, keyUrl: undefined, key }, []));
    expect(inline).toContain("path: /etc/cdktf-mesos/apt-keys/mirror.asc");
    expect(inline).toContain(`"main", "/etc/cdktf-mesos/apt-keys/mirror.asc", "${fingerprint}"`);
  });

  // AVENTER-UG/ansible-mesos-stack 68b4108 (2025-01-24): plays/roles/repos/templates/aventer.list.j2, lines 2 and 6, and
  // files/support_aventer.asc; m3scluster/clusterd v1.11.0-0.9.0: README.md, line 26 (https), and CMakeLists.txt, lines 109
  // (the version, 1.11.0-0.9.0.debian12) and 135 (the package's name).
  test("of Mesos is the fork's repository as its publisher writes it, by the key in the publisher's playbook", () => {
    expect(aptSourceCommands([defaultPackageSources.mesos])[0]?.slice(2)).toEqual([
      "debian-12=https://rpm.aventer.biz/Debian ubuntu-24.04=https://rpm.aventer.biz/Ubuntu/{codename}",
      "{codename}",
      "main",
      "https://www.aventer.biz/assets/support_aventer.asc",
      "BA227EBC312D2E43498A533963F8CEE149ACA59E",
      "amd64",
      "aventer-mesos",
    ]);
    expect(packagesOf(defaultPackageSources.mesos)[0]).toBe("aventer-mesos=1.11.0-0.9.0*");
  });

  test("that two programs share is added once, for the packages of both", () => {
    const text = render([
      ...installParts("mesos", apt, []),
      ...installParts("marathon", { ...apt, packages: ["marathon"] }, []),
    ]);
    expect(text.match(/"\/usr\/local\/sbin\/cdktf-mesos-apt-source", .*/g)).toEqual([
      expect.stringMatching(/"-", "mesos marathon"\]$/),
    ]);
    const { packages: _, kind: __, ...all } = apt;
    expect(render([...installParts("mesos", apt, []), Part.aptSource(all)])).toMatch(/"-", "\*"\]/);
  });

  test("as archives reaches the node with the checksums", () => {
    const text = render(
      installParts("mesos", { kind: "urls", archives: [archive], dependencies: ["libsvn1"] }, []),
    );
    expect(text).toContain(`${archive.sha256} ${archive.url}\n`);
    expect(text).toContain("      libsvn1\n");
  });

  test.each<[string, Partial<AptPackageSource>]>([
    ["without a fingerprint", { keyFingerprint: undefined, trustWithoutFingerprint: true }],
    ["without a key", { keyUrl: undefined, keyFingerprint: undefined, trustUnsigned: true }],
    ["flat", { suite: "./", components: [] }],
  ])("%s is taken when it is said twice or complete", (_, change) => {
    expect(() => installParts("mesos", { ...apt, ...change }, [])).not.toThrow();
  });

  test.each<[string, HostPackageSource, string]>([
    ["no key", { ...apt, keyUrl: undefined, keyFingerprint: undefined }, "has no key"],
    ["no fingerprint", { ...apt, keyFingerprint: undefined }, "has a keyUrl but no keyFingerprint"],
    ["a short fingerprint", { ...apt, keyFingerprint: "D88E42B4" }, 'got "D88E42B4"'],
    ["a fingerprint of nothing", { ...apt, keyUrl: undefined }, "has a keyFingerprint but no key"],
    ["two keys", { ...apt, key: "-----BEGIN PGP PUBLIC KEY BLOCK-----" }, "has both key and keyUrl"],
    ["no armored key", { ...apt, keyUrl: undefined, key: "abc" }, "must have an ASCII-armored key"],
    ["a key and no trust in it", { ...apt, trustUnsigned: true }, "has a key and trustUnsigned"],
    ["an impossible uri", { ...apt, uri: "mirror.example" }, 'got "mirror.example"'],
    ["no uri", { ...apt, uri: {} }, "needs a uri for at least one system"],
    ["an impossible uri of one system", { ...apt, uri: { "debian-12": "a" } }, 'file uri, got "a"'],
    ["a system by its codename", { ...apt, uri: { noble: apt.uri } as never }, 'ubuntu-24.04, got "noble"'],
    ["an unknown placeholder", { ...apt, uri: `${apt.uri}/{distribution}` }, "no placeholder but {codename}"],
    ["a name with a slash", { ...apt, name: "a/b" }, 'apt source "a/b" must be named'],
    [
      "components of a flat repository",
      { ...apt, suite: "./" },
      "must have components, or a suite that ends in /",
    ],
    ["no packages", { ...apt, packages: [] }, "package source of mesos needs at least one package"],
    ["no archives", { kind: "urls", archives: [] }, "needs at least one archive"],
    ["no checksum", { kind: "urls", archives: [{ url: archive.url }] }, "has no sha256"],
    ["a short checksum", { kind: "urls", archives: [{ ...archive, sha256: "abc" }] }, 'got "abc"'],
    [
      "a kind for containers",
      { kind: "container", image: "a" } as unknown as HostPackageSource,
      'got "container"',
    ],
  ])("with %s is refused", (_, source, message) => {
    expect(() => installParts("mesos", source, [])).toThrow(message);
  });
});

test("Elasticsearch, Kibana and the boot lab's server have one version", () => {
  const { elasticsearch, kibana } = defaultPackageSources as Record<string, { version?: string }>;
  expect(elasticsearch!.version).toMatch(/^8\.19\.\d+$/);
  expect(kibana!.version).toBe(elasticsearch!.version);
  const lab = path.join(__dirname, "..", "..", "boot");
  const read = (file: string) => readFileSync(path.join(lab, file), "utf8");
  expect(read("lab/packages.ts")).toContain(`elasticsearchVersion = "${elasticsearch!.version}"`);
  expect(read("stand-ins/elasticsearch/rest-root/plugin-descriptor.properties")).toContain(
    `\nelasticsearch.version=${elasticsearch!.version}\n`,
  );
});
