import { Part, render } from "cdktf-mesos/cloud-init";
import { parse } from "yaml";

interface Document {
  write_files?: { path: string; permissions: string; owner: string; content: string }[];
  runcmd?: string[][];
  [key: string]: unknown;
}

const read = (...parts: Part[]): Document => parse(render(parts), { schema: "yaml-1.1" }) as Document;

const steps = (...parts: Part[]): string[] =>
  (read(...parts).runcmd ?? []).map((command) =>
    command.map((word) => word.replace(/.*cdktf-mesos-/, "")).join(" "),
  );

describe("a document", () => {
  test("begins with the line cloud-init knows it by", () => {
    expect(render([]).split("\n")[0]).toBe("#cloud-config");
    expect(render([Part.file("/a", "b")]).split("\n")[0]).toBe("#cloud-config");
  });

  test("keeps the content of a file to the byte", () => {
    const content = "#!/bin/sh\necho \"${HOME}\" %{x} \\ 'q'\n\n\t- : é 🚀  \nlong ".concat(
      "x".repeat(300),
      "\n",
    );
    const [file] = read(Part.file("/etc/a", content, { mode: "0600" })).write_files!;
    expect(file).toEqual({ path: "/etc/a", permissions: "0600", content });
  });

  test("quotes what a YAML 1.1 reader, such as cloud-init's, would take for something else", () => {
    const text = render([
      Part.config({ a: "yes", b: "0644", c: "on", d: "1:30", e: "null" }),
      Part.run(["no", "010"]),
    ]);
    expect(read(Part.config({ a: "yes", b: "0644", c: "on", d: "1:30", e: "null" }))).toEqual({
      a: "yes",
      b: "0644",
      c: "on",
      d: "1:30",
      e: "null",
    });
    expect(text).toContain('"step", "no", "010"');
  });

  test("is the same text for the same parts", () => {
    const parts = () => [Part.run(["true"]), Part.packages(["bb", "aa"]), Part.file("/x", "y")];
    expect(render(parts())).toBe(render(parts()));
  });

  test("does what needs order in order, whatever order the parts come in", () => {
    expect(
      steps(
        Part.service("a.service", { enabled: true }),
        Part.run(["second"]),
        Part.sysctl({ "vm.max_map_count": "262144" }),
        Part.disk({ device: "/dev/sdf", mountPoint: "/data" }),
        Part.file("/etc/a", "", { owner: "daemon:daemon" }),
        Part.service("b.service", { enabled: false, masked: true }),
        Part.service("c.service", { enabled: false }),
        Part.packages(["curl"]),
        Part.run(["third"]),
      ),
    ).toEqual([
      "boot begin",
      "boot step systemctl mask b.service",
      "boot step boot stop b.service",
      "boot step packages",
      "boot step disks",
      "boot step chown daemon:daemon /etc/a",
      "boot step systemctl restart systemd-sysctl.service",
      "boot step second",
      "boot step third",
      "boot step systemctl disable --now c.service",
      "boot configured",
      "boot step systemctl enable a.service",
      "boot step systemctl start --no-block a.service",
      "boot finish",
    ]);
  });

  test("lists its volumes in a file, each once", () => {
    const disk = Part.disk({ device: "/dev/sdf", mountPoint: "/data", filesystem: "ext4" });
    const files = read(disk, disk, Part.disk({ device: "/dev/sdg", mountPoint: "/more" })).write_files!;
    expect(files).toEqual([
      expect.objectContaining({
        path: "/etc/cdktf-mesos/disks",
        content: "/dev/sdf /data ext4\n/dev/sdg /more xfs\n",
      }),
    ]);
  });

  test("a document of files alone runs nothing", () => {
    expect(read(Part.file("/a", "b")).runcmd).toBeUndefined();
  });

  test("runs a command as often as it is asked for", () => {
    expect(
      steps(Part.run(["again"]), Part.run(["again"])).filter((step) => step.endsWith("again")),
    ).toHaveLength(2);
  });
});

describe("parts that meet", () => {
  test("merge when they are the same", () => {
    const document = read(
      Part.file("/a", "b"),
      Part.file("/a", "b"),
      Part.script("disks"),
      Part.script("disks"),
      Part.packages(["curl", "xfsprogs"]),
      Part.packages(["curl"]),
      Part.sysctl({ "vm.swappiness": "1" }),
      Part.sysctl({ "vm.swappiness": "1" }),
    );
    const content = (path: string) =>
      document.write_files!.filter((file) => file.path === path).map((f) => f.content);
    expect(content("/a")).toEqual(["b"]);
    expect(content("/usr/local/sbin/cdktf-mesos-disks")).toHaveLength(1);
    expect(content("/etc/cdktf-mesos/packages")).toEqual(["curl\nxfsprogs\n"]);
    expect(content("/etc/sysctl.d/60-cdktf-mesos.conf")).toEqual(["vm.swappiness = 1\n"]);
  });

  test("a version of a package goes before none", () => {
    const list = (...names: string[][]) =>
      read(...names.map((one) => Part.packages(one))).write_files!.find((f) => f.path.endsWith("/packages"))!
        .content;
    expect(list(["mesos"], ["mesos=1.11*"])).toBe("mesos=1.11*\n");
    expect(list(["mesos=1.11*"], ["mesos"])).toBe("mesos=1.11*\n");
  });

  const disk = (device: string, mountPoint: string) => Part.disk({ device, mountPoint });
  test.each<[string, Part[], string]>([
    ["files", [Part.file("/a", "b"), Part.file("/a", "c")], "two parts write /a with different content"],
    ["modes", [Part.file("/a", "b"), Part.file("/a", "b", { mode: "0600" })], "two parts write /a"],
    [
      "versions",
      [Part.packages(["a1=1"]), Part.packages(["a1=2"])],
      "package a1 is asked for in two versions, a1=1 and a1=2",
    ],
    [
      "sysctls",
      [Part.sysctl({ "a.b": "1" }), Part.sysctl({ "a.b": "2" })],
      "sysctl a.b is set to both 1 and 2",
    ],
    ["devices", [disk("/dev/sdf", "/a"), disk("/dev/sdf", "/b")], "device /dev/sdf is given to two disks"],
    [
      "mount points",
      [disk("/dev/sdf", "/a"), disk("/dev/sdg", "/a")],
      "mount point /a is given to two disks",
    ],
    [
      "services",
      [
        Part.service("a.service", { enabled: true }),
        Part.service("a.service", { enabled: false, masked: true }),
      ],
      "service a.service is asked to be both enabled and masked",
    ],
    [
      "keys",
      [Part.config({ locale: "C" }), Part.config({ locale: "D" })],
      "two parts set the cloud-config key locale",
    ],
  ])("are refused when %s differ", (_, parts, message) => {
    expect(() => render(parts)).toThrow(message);
  });
});

describe("a part is refused", () => {
  test.each<[string, () => unknown, string]>([
    ["with a relative path", () => Part.file("etc/a", ""), 'file path must be absolute, got "etc/a"'],
    ["that climbs out of its path", () => Part.file("/etc/../a", ""), "file path must be absolute"],
    ["with a mode of three digits", () => Part.file("/a", "", { mode: "644" }), 'got "644"'],
    ["with an owner without group", () => Part.file("/a", "", { owner: "root" }), "must be user:group"],
    ["with a package that is an option", () => Part.packages(["--force-yes"]), 'got "--force-yes"'],
    ["with a unit without suffix", () => Part.service("docker", { enabled: true }), 'got "docker"'],
    [
      "enabled and masked at once",
      () => Part.service("a.service", { enabled: true, masked: true }),
      "both enabled and masked",
    ],
    ["with a device elsewhere", () => Part.disk({ device: "sdf", mountPoint: "/a" }), 'got "sdf"'],
    ["mounted on the root", () => Part.disk({ device: "/dev/sdf", mountPoint: "/" }), 'got "/"'],
    [
      "with an unknown filesystem",
      () => Part.disk({ device: "/dev/sdf", mountPoint: "/a", filesystem: "btrfs" as "xfs" }),
      'must be xfs or ext4, got "btrfs"',
    ],
    ["without a command", () => Part.run([]), "run needs a command"],
    ["with a command of two lines", () => Part.run(["echo", "a\nb"]), "must be one line"],
    ["with a sysctl without a dot", () => Part.sysctl({ swappiness: "1" }), 'got "swappiness"'],
    ["with a key that parts render to", () => Part.config({ runcmd: [] }), "config must not hold runcmd"],
  ])("%s", (_, make, message) => {
    expect(make).toThrow(message);
  });
});
