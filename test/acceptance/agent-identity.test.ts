import { canSandbox, onNode } from "../support/node-sandbox";

const asRoot = canSandbox ? describe : describe.skip;
const lines = (text: string) => text.trimEnd().split("\n");

jest.setTimeout(120_000);

asRoot("what only the running node knows (as root, in a sandbox)", () => {
  const identity = (settings: string, program = "", stubs: Record<string, string> = {}) =>
    onNode(
      `${program}
       cdktf-mesos-agent-identity; cd /etc/mesos-agent; grep -r . . | sort; find . -name '*no-systemd*'`,
      {
        files: { "/etc/cdktf-mesos/mesos-agent.env": settings },
        stubs: {
          ip: 'echo "192.0.2.1 via 10.0.0.1 dev eth0 src 10.0.7.9 uid 0"',
          "cloud-init": '[[ $* == "query v1.availability_zone" ]] && echo eu-west-1b',
          ...stubs,
        },
      },
    );
  const rest = "ON_INCOMPATIBLE_CHANGE=fresh-identity\nWORK_DIR=/data/mesos\n";
  const auto = `ISOLATION=auto\nZONE_ATTRIBUTE=zone\n${rest}`;
  const cgroupV1 = "mount -t tmpfs none /sys/fs/cgroup";

  test("is its address, its zone, and what its cgroups allow", () => {
    const { status, stdout } = identity(auto, "", { stat: "echo cgroup2fs" });
    expect(status).toBe(0);
    expect(lines(stdout)).toEqual([
      "./attributes/zone:eu-west-1b",
      "./hostname:10.0.7.9",
      "./ip:10.0.7.9",
      "./isolation:cgroups/cpu,cgroups/mem",
      "./launcher:linux",
    ]);
    expect(lines(identity(auto, cgroupV1).stdout)).toContain("./launcher:linux");
    const hybrid = lines(identity(auto, `${cgroupV1}; mkdir /sys/fs/cgroup/unified`).stdout);
    expect(hybrid).toEqual(
      expect.arrayContaining([
        "./launcher:posix",
        "./isolation:posix/cpu,posix/mem",
        "./?no-systemd_enable_support",
      ]),
    );
  });

  test("is left alone where it was given", () => {
    const given = identity(
      `ISOLATION=given\nZONE_ATTRIBUTE=\n${rest}`,
      "mkdir -p /etc/mesos-agent; echo posix >/etc/mesos-agent/launcher",
    );
    expect(lines(given.stdout)).toEqual(["./hostname:10.0.7.9", "./ip:10.0.7.9", "./launcher:posix"]);
  });

  test("is no zone where the cloud has none", () => {
    expect(identity(auto, "", { "cloud-init": "echo None" }).stdout).not.toContain("zone");
    expect(identity(auto, "", { "cloud-init": "exit 1" })).toMatchObject({ status: 0 });
  });

  test("is an address that is not Docker's, even without a default route", () => {
    const ip = `[[ $* != *route* ]] || exit 2
      echo "4: docker0    inet 172.17.0.1/16 brd 172.17.255.255 scope global docker0"
      echo "2: host0    inet 10.16.40.11/24 brd 10.16.40.255 scope global host0"`;
    expect(identity(auto, "", { ip }).stdout).toContain("./ip:10.16.40.11\n");
    expect(identity(auto, "", { ip: "exit 2" })).toMatchObject({
      status: 1,
      stderr: "this node has no address yet\n",
    });
  });
});

asRoot("an agent whose attributes change (as root, in a sandbox)", () => {
  const latest = "/data/mesos/meta/slaves/latest";
  const after = (change: string, choice = "fresh-identity") =>
    onNode(
      `mkdir -p /etc/mesos-agent/{attributes,resources} ${latest.replace("/latest", "")}
       cd /etc/mesos-agent; echo build >attributes/workload; echo 4 >resources/cpus
       cdktf-mesos-agent-identity; ln -s S1 ${latest}; cdktf-mesos-agent-identity
       [[ -L ${latest} ]] || exit 9
       ${change}; cdktf-mesos-agent-identity; [[ -L ${latest} ]] && echo same || echo fresh`,
      {
        files: {
          "/etc/cdktf-mesos/mesos-agent.env": `ISOLATION=given\nZONE_ATTRIBUTE=\nON_INCOMPATIBLE_CHANGE=${choice}\nWORK_DIR=/data/mesos\n`,
        },
        stubs: { ip: "echo 192.0.2.1 dev eth0 src 10.0.7.9 uid 0", logger: 'echo "${@: -1}" >&2' },
      },
    );

  test("stays what it is with none or more, and is a new one with others", () => {
    expect(after("true")).toEqual({ status: 0, stdout: "same\n", stderr: "" });
    expect(after("echo ssd >attributes/disk")).toMatchObject({ stdout: "same\n", stderr: "" });
    expect(after("echo test >attributes/workload")).toMatchObject({
      stdout: "fresh\n",
      stderr: "new identity for this agent, because it no longer has: attributes/workload:build\n",
    });
    expect(after("rm resources/cpus").stdout).toBe("fresh\n");
    expect(after("echo test >attributes/workload", "refuse").stdout).toBe("same\n");
  });
});
