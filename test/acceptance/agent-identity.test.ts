import { canSandbox, onNode } from "../support/node-sandbox";

const asRoot = canSandbox ? describe : describe.skip;
/** Leaves the machine's own cgroups alone. */
const noCgroup2 = { stat: "echo tmpfs" };
const lines = (text: string) => text.trimEnd().split("\n");

jest.setTimeout(120_000);

asRoot("an agent's generated flags (as root, in a sandbox)", () => {
  const identity = (settings: string, program = "", stubs: Record<string, string> = {}) =>
    onNode(
      `${program}
       cdktf-mesos-agent-identity; cd /etc/mesos-agent; grep -r "" . | sort; find . -empty -type f -printf '%p:\\n'`,
      {
        files: { "/etc/cdktf-mesos/mesos-agent.env": settings },
        stubs: {
          ...noCgroup2,
          ip: 'echo "192.0.2.1 via 10.0.0.1 dev eth0 src 10.0.7.9 uid 0"',
          "cloud-init": '[[ $* == "query v1.availability_zone" ]] && echo eu-west-1b',
          ...stubs,
        },
      },
    );
  const rest = "ON_INCOMPATIBLE_CHANGE=fresh-identity\nWORK_DIR=/data/mesos\n";
  const given = `ISOLATION=given\nZONE_ATTRIBUTE=zone\n${rest}`;
  const auto = `ISOLATION=auto\nZONE_ATTRIBUTE=zone\n${rest}`;
  const cgroup2fs = { stat: "echo cgroup2fs" };
  const cgroupV1 = "mount -t tmpfs none /sys/fs/cgroup";
  const cgroupV2 = (controllers: string) =>
    `${cgroupV1}; echo "${controllers}" >/sys/fs/cgroup/cgroup.controllers`;

  test("are its address, its zone, and the isolation of its cgroups", () => {
    const { status, stdout } = identity(auto, cgroupV2("cpuset cpu io memory pids"), cgroup2fs);
    expect(status).toBe(0);
    expect(lines(stdout)).toEqual([
      "./attributes/zone:eu-west-1b",
      "./hostname:10.0.7.9",
      "./ip:10.0.7.9",
      "./isolation:cgroups/cpu,cgroups/mem",
      "./launcher:linux",
      // The agent's support for systemd needs cgroups v1.
      "./?no-systemd_enable_support:",
    ]);
    const v1 = lines(identity(auto, cgroupV1).stdout);
    expect(v1).toEqual(expect.arrayContaining(["./launcher:linux", "./isolation:cgroups/cpu,cgroups/mem"]));
    expect(v1.join()).not.toContain("systemd");
  });

  test("come with the cgroup that the agent requires, with its controllers", () => {
    const groups = "cd /sys/fs/cgroup; grep . cgroup.subtree_control mesos/cgroup.subtree_control >&2";
    const program = `trap '${groups}' EXIT; ${cgroupV2("cpu memory")}`;
    expect(identity(auto, program, cgroup2fs).stderr).toBe(
      "cgroup.subtree_control:+cpu +memory\nmesos/cgroup.subtree_control:+cpu +memory\n",
    );
  });

  test.each([
    ["both versions of cgroups", `${cgroupV1}; mkdir /sys/fs/cgroup/unified`, {}],
    ["cgroups v2 without the controller memory", cgroupV2("cpu pids"), cgroup2fs],
  ])("set no limits for tasks, with a warning, on %s", (_name, cgroups, stubs) => {
    const { stdout, stderr } = identity(auto, cgroups, { ...stubs, logger: 'echo "${@: -1}" >&2' });
    expect(lines(stdout)).toEqual(
      expect.arrayContaining([
        "./launcher:posix",
        "./isolation:posix/cpu,posix/mem",
        "./?no-systemd_enable_support:",
      ]),
    );
    expect(stderr).toMatch(/^tasks have no limits: /);
  });

  test("do not override a given isolation", () => {
    const { stdout } = identity(
      `ISOLATION=given\nZONE_ATTRIBUTE=\n${rest}`,
      "mkdir -p /etc/mesos-agent; echo posix >/etc/mesos-agent/launcher",
    );
    expect(lines(stdout)).toEqual(["./hostname:10.0.7.9", "./ip:10.0.7.9", "./launcher:posix"]);
  });

  test("disable systemd support on cgroups v2, with any given isolation", () => {
    const isolation = "cgroups/cpu,cgroups/mem,filesystem/linux,docker/runtime";
    const { stdout, stderr } = identity(
      `ISOLATION=given\nZONE_ATTRIBUTE=\n${rest}`,
      `trap 'cat /sys/fs/cgroup/mesos/cgroup.subtree_control >&2' EXIT; ${cgroupV2("cpu memory")}
       mkdir -p /etc/mesos-agent; echo ${isolation} >/etc/mesos-agent/isolation`,
      cgroup2fs,
    );
    expect(lines(stdout)).toEqual([
      "./hostname:10.0.7.9",
      "./ip:10.0.7.9",
      `./isolation:${isolation}`,
      "./?no-systemd_enable_support:",
    ]);
    expect(stderr).toBe("+cpu +memory\n");
  });

  test("have no zone if the cloud has none", () => {
    expect(identity(given, "", { "cloud-init": "echo None" }).stdout).not.toContain("zone");
    expect(identity(given, "", { "cloud-init": "exit 1" })).toMatchObject({ status: 0 });
  });

  test("have an address that is not Docker's, even without a default route", () => {
    const ip = `[[ $* != *route* ]] || exit 2
      echo "4: docker0    inet 172.17.0.1/16 brd 172.17.255.255 scope global docker0"
      echo "2: host0    inet 10.16.40.11/24 brd 10.16.40.255 scope global host0"`;
    expect(identity(given, "", { ip }).stdout).toContain("./ip:10.16.40.11\n");
    expect(identity(given, "", { ip: "exit 2" })).toMatchObject({
      status: 1,
      stderr: "this node has no address yet\n",
    });
  });
});

asRoot("an agent whose attributes change (as root, in a sandbox)", () => {
  const latest = "/data/mesos/meta/slaves/latest";
  const after = (change: string, onIncompatibleChange = "fresh-identity") =>
    onNode(
      `mkdir -p /etc/mesos-agent/{attributes,resources} ${latest.replace("/latest", "")}
       cd /etc/mesos-agent; echo build >attributes/workload; echo 4 >resources/cpus; echo "[31000-31999]" >resources/ports
       cdktf-mesos-agent-identity; ln -s S1 ${latest}; cdktf-mesos-agent-identity
       [[ -L ${latest} ]] || exit 9
       ${change}; cdktf-mesos-agent-identity; [[ -L ${latest} ]] && echo same || echo fresh`,
      {
        files: {
          "/etc/cdktf-mesos/mesos-agent.env": `ISOLATION=given\nZONE_ATTRIBUTE=\nON_INCOMPATIBLE_CHANGE=${onIncompatibleChange}\nWORK_DIR=/data/mesos\n`,
        },
        stubs: {
          ...noCgroup2,
          ip: "echo 192.0.2.1 dev eth0 src 10.0.7.9 uid 0",
          logger: 'echo "${@: -1}" >&2',
        },
      },
    );

  test("keeps its identity with additional ones, and gets a new one for changed ones", () => {
    expect(after("true")).toEqual({ status: 0, stdout: "same\n", stderr: "" });
    expect(after("echo ssd >attributes/disk")).toMatchObject({ stdout: "same\n", stderr: "" });
    expect(after("echo test >attributes/workload")).toMatchObject({
      stdout: "fresh\n",
      stderr: "new identity for this agent, because it no longer has: attributes/workload:build\n",
    });
    expect(after("rm resources/cpus").stdout).toBe("fresh\n");
    expect(after("echo test >attributes/workload", "refuse").stdout).toBe("same\n");
  });

  // As `additive` of Mesos 1.12 compares them (src/slave/compatibility.cpp).
  test.each([
    ["more of a number", "echo 12.5 >resources/cpus", "same"],
    ["less of a number", "echo 3.5 >resources/cpus", "fresh"],
    ["more ports", 'echo "[30000-31500, 31501-32000]" >resources/ports', "same"],
    ["fewer ports", 'echo "[31000-31500, 31502-32000]" >resources/ports', "fresh"],
    ["a number instead of a range", "echo 5 >resources/ports", "fresh"],
    ["the same on one line", 'rm -r resources; echo "ports:[31000-31999];cpus:4" >resources', "same"],
    ["less on one line", 'rm -r resources; echo "ports:[31000-31999];cpus:2" >resources', "fresh"],
    ["a default role", "echo ci >default_role", "fresh"],
    ["a number instead of an attribute's text", "echo 5 >attributes/workload", "fresh"],
  ])("with %s", (_name, change, identity) => {
    expect(after(change).stdout).toBe(`${identity}\n`);
  });

  test("keeps the record of its identity on a full disk", () => {
    const full = `mkdir -p /data; mount -t tmpfs -o size=64k none /data; mkdir -p ${latest.replace("/latest", "")} /etc/mesos-agent/attributes
       cd /etc/mesos-agent; echo build >attributes/workload; cdktf-mesos-agent-identity; ln -s S1 ${latest}
       dd if=/dev/zero of=/data/rest bs=4k 2>/dev/null || true
       cdktf-mesos-agent-identity || exit 8
       echo ssd >attributes/disk; ! cdktf-mesos-agent-identity 2>/dev/null || exit 9
       rm /data/rest; echo test >attributes/workload; cdktf-mesos-agent-identity 2>/dev/null; [[ -L ${latest} ]] || echo fresh`;
    expect(
      onNode(full, {
        files: {
          "/etc/cdktf-mesos/mesos-agent.env":
            "ISOLATION=given\nZONE_ATTRIBUTE=\nON_INCOMPATIBLE_CHANGE=fresh-identity\nWORK_DIR=/data/mesos\n",
        },
        stubs: { ...noCgroup2, ip: "echo 192.0.2.1 dev eth0 src 10.0.7.9 uid 0" },
      }),
    ).toMatchObject({ status: 0, stdout: "fresh\n" });
  });
});
