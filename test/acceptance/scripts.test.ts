import { canSandbox, onNode } from "../support/node-sandbox";

const asRoot = canSandbox ? describe : describe.skip;
const lines = (text: string) => text.trimEnd().split("\n");

jest.setTimeout(120_000);

asRoot("a node's first boot (as root, in a sandbox)", () => {
  const stubs = {
    systemctl: 'echo "systemctl $*" >>/called',
    logger: 'echo "${@: -1}" >>/journal',
  };
  const boot = "/usr/local/sbin/cdktf-mesos-boot";

  test("that goes well says so, and then waits for the services", () => {
    const { status, stdout } = onNode(
      `${boot} begin; ! ls /var/lib/cdktf-mesos/boot/configured 2>/dev/null; ${boot} configured
       ls /var/lib/cdktf-mesos/boot/configured; ${boot} step true; ${boot} step sh -c 'echo "$1"' - 'one  two'; ${boot} finish
       cat /var/lib/cdktf-mesos/boot/steps /var/lib/cdktf-mesos/boot/status; tail -n 1 /called`,
      { stubs },
    );
    expect(status).toBe(0);
    expect(lines(stdout)).toEqual([
      "/var/lib/cdktf-mesos/boot/configured",
      "one  two",
      "ok 0s true",
      'ok 0s sh -c echo "$1" - one  two',
      "state=ok",
      "step=finish",
      "message=",
      expect.stringMatching(/^time=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      "systemctl start --no-block cdktf-mesos-ready.service",
    ]);
  });

  test("that fails says what and why, skips the rest, and ends in an error", () => {
    const { status, stdout, stderr } = onNode(
      `${boot} begin; ${boot} step sh -c 'echo first >&2; echo "no such package" >&2; exit 7'
       ${boot} step touch /never; ${boot} configured; ! ls /var/lib/cdktf-mesos/boot/configured 2>/dev/null
       code=0; ${boot} finish || code=$?
       cat /var/lib/cdktf-mesos/boot/steps /var/lib/cdktf-mesos/boot/status /journal
       echo "finish: $code"; ! ls /never 2>/dev/null; ! grep ready.service /called | grep start`,
      { stubs },
    );
    expect(status).toBe(0);
    expect(stderr).toContain("first\nno such package\n");
    expect(stdout).toContain("\nskipped touch /never\n");
    expect(stdout).toContain("state=failed\n");
    expect(stdout).toContain("message=exit status 7: no such package\n");
    expect(stdout).toMatch(/boot failed at step: sh -c .*: exit status 7: no such package\n/);
    expect(stdout).toContain("finish: 1\n");
  });

  test("that failed is repeated at the next one, and can then go well", () => {
    const runcmd = `#!/bin/sh\n${boot} begin\n${boot} step test -e /repaired\n${boot} finish\n`;
    const { status, stdout } = onNode(
      `sh /var/lib/cloud/instance/scripts/runcmd || true
       grep state= /var/lib/cdktf-mesos/boot/status; ls /var/lib/cdktf-mesos/boot/failed
       touch /repaired; ${boot} retry
       grep state= /var/lib/cdktf-mesos/boot/status; ! ls /var/lib/cdktf-mesos/boot/failed 2>/dev/null`,
      { stubs, files: { "/var/lib/cloud/instance/scripts/runcmd": runcmd } },
    );
    expect(status).toBe(0);
    expect(lines(stdout)).toEqual(["state=failed", "/var/lib/cdktf-mesos/boot/failed", "state=ok"]);
  });
});

asRoot("packages (as root, in a sandbox)", () => {
  /** A signed apt repository on disk with a package `probe` in the versions 1.0-1 and 2.0-1, and nothing else to install from. */
  const repository = `
    rm -f /etc/apt/sources.list.d/* /usr/sbin/policy-rc.d
    mkdir -p /repo && cd /repo
    for version in 1.0-1 2.0-1; do
      mkdir -p build/DEBIAN build/etc
      printf 'Package: probe\\nVersion: %s\\nArchitecture: all\\nMaintainer: a <a@example.org>\\nDescription: probe\\n' $version >build/DEBIAN/control
      echo /etc/probe.conf >build/DEBIAN/conffiles
      echo "of the package" >build/etc/probe.conf
      printf '#!/bin/sh\\n/usr/sbin/policy-rc.d probe start; echo "policy $?" >/policy\\n' >build/DEBIAN/postinst
      chmod 0755 build/DEBIAN/postinst
      dpkg-deb --build build probe_$version.deb >/dev/null
    done
    dpkg-scanpackages --multiversion . >Packages 2>/dev/null
    sum() { printf ' %s %s Packages\\n' "$(sha256sum Packages | cut -d' ' -f1)" "$(stat --format %s Packages)"; }
    printf 'Suite: ./\\nDate: %s\\nSHA256:\\n%s\\n' "$(date --utc --rfc-email)" "$(sum)" >Release
    export GNUPGHOME=/gnupg && mkdir -m 0700 /gnupg
    for name in right wrong; do gpg --batch --quiet --passphrase '' --quick-generate-key $name@example.org default default never; done
    fingerprint() { gpg --batch --with-colons --list-keys $1@example.org | awk -F: '$1 == "fpr" && !n++ { print $10 }'; }
    gpg --batch --quiet --local-user right@example.org --clearsign --output InRelease Release
    gpg --batch --quiet --armor --export >/key.asc
    gpg --batch --quiet --armor --export wrong@example.org >/wrong.asc
    right=$(fingerprint right) wrong=$(fingerprint wrong)
    unset GNUPGHOME; chmod -R a+rX /repo; cd /
    source() { cdktf-mesos-apt-source probe file:///repo ./ "" "$1" "$2"; }
  `;
  const stubs = { sleep: 'echo "sleep $*" >>/slept' };
  const node = (program: string, files: Record<string, string> = {}) =>
    onNode(`${repository}\n${program}`, {
      stubs,
      files: { "/etc/cdktf-mesos/packages": "probe=1.0*\n", ...files },
    });
  const installed = "dpkg-query --show --showformat '${Version}\\n' probe";

  test("are installed from a source by its fingerprint, at their version, over what is configured", () => {
    const { status, stdout, stderr } = node(
      `source /key.asc $right && cdktf-mesos-packages >/dev/null && ${installed}; cat /etc/probe.conf
       cat /policy; ls /usr/sbin/policy-rc.d 2>/dev/null || true
       gpg --show-keys --with-colons /etc/apt/keyrings/cdktf-mesos-probe.gpg | grep -c ^pub`,
      { "/etc/probe.conf": "of this library\n" },
    );
    expect({ status, stderr, out: lines(stdout) }).toMatchObject({
      status: 0,
      // Nothing may start meanwhile (101), and the policy for it is gone; one key is trusted, though the file holds two.
      out: ["1.0-1", "of this library", "policy 101", "1"],
    });
  });

  test("that are there already need neither network nor key", () => {
    const { stdout } = node(
      `source /key.asc $right && cdktf-mesos-packages >/dev/null
       rm -rf /repo /key.asc && source /key.asc $right && cdktf-mesos-packages`,
    );
    expect(stdout).toBe("apt source probe is there\nall packages are there\n");
  });

  test("of a source with another key are refused, by the key or by apt", () => {
    const named = node("source /wrong.asc $right");
    expect(named.status).toBe(1);
    expect(named.stderr).toMatch(
      /apt source probe: \/wrong.asc holds no key [0-9A-F]{40}, but [0-9A-F]{40}\n/,
    );
    const signed = node(`source /key.asc $wrong && cdktf-mesos-packages >/dev/null`);
    expect(signed.status).toBe(1);
    expect(signed.stderr).toMatch(/packages could not be installed in 6 attempts: .+/);
  });

  test("in a version that is not there fail with apt's own words, after pauses that grow", () => {
    const { status, stdout, stderr } = node(
      `source /key.asc $right; code=0; cdktf-mesos-packages >/dev/null || code=$?; cat /slept; exit $code`,
      { "/etc/cdktf-mesos/packages": "probe=3.0*\n" },
    );
    expect(status).toBe(1);
    expect(lines(stderr).at(-1)).toBe(
      "packages could not be installed in 6 attempts: E: Version '3.0*' for 'probe' was not found",
    );
    expect(lines(stdout)).toEqual(["sleep 5", "sleep 10", "sleep 20", "sleep 40", "sleep 80"]);
  });

  test("by URL are checked before they are installed", () => {
    const byUrl = (sum: string) =>
      node(
        `rm /etc/cdktf-mesos/packages
         echo "${sum} file:///repo/probe_2.0-1.deb" >/etc/cdktf-mesos/package-urls
         cdktf-mesos-packages >/dev/null && ${installed}`,
      );
    expect(byUrl("$(sha256sum </repo/probe_2.0-1.deb | cut -d' ' -f1)")).toMatchObject({
      status: 0,
      stdout: "2.0-1\n",
    });
    const wrong = byUrl("0".repeat(64));
    expect(wrong.status).toBe(1);
    expect(lines(wrong.stderr).at(-1)).toContain("has not the SHA-256 0000");
  });
});

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

asRoot("container images (as root, in a sandbox)", () => {
  /** A Docker that has what was pulled or loaded, and whose registry is away for the first `away` times. */
  const docker = (away = 0) => `
    case "$1 $2" in
      "image inspect") grep -qx "$3" /images ;;
      "pull --quiet") echo try >>/tries; (($(wc -l </tries) > ${away})) && echo "$3" >>/images ;;
      "load --quiet") cat "$4" >>/images ;;
      *) exit 3 ;;
    esac`;
  const sha256 = "b".repeat(64);
  const cache = (list: string, away: number) =>
    onNode(
      "touch /images /tries /slept; cdktf-mesos-cache-images; cat /images; wc -l </tries; paste -sd' ' /slept",
      {
        files: { "/etc/cdktf-mesos/cached-images": list, "/archive": "loaded:1\n" },
        stubs: {
          docker: docker(away),
          logger: 'echo "${@: -1}" >&2',
          sleep: 'echo "$1" >>/slept',
        },
      },
    );

  test("are pulled again after pauses, and one that cannot be had stops nothing", () => {
    expect(cache("a:1\nb:1\n", 2)).toMatchObject({ status: 0, stdout: "a:1\nb:1\n4\n5 10\n" });
    const { status, stdout, stderr } = cache("a:1\nb:1\n", 6);
    expect({ status, stdout }).toEqual({ status: 0, stdout: "b:1\n7\n5 10 20 40 80\n" });
    expect(stderr).toBe("image a:1 could not be had in 6 attempts\nimage a:1 is not cached\n");
  });

  test("are loaded from an archive only if its checksum is right", () => {
    const right = onNode(
      `touch /images; sum=$(sha256sum </archive | cut -d' ' -f1)
       cdktf-mesos-container-image loaded:1 file:///archive $sum; cat /images`,
      { files: { "/archive": "loaded:1\n" }, stubs: { docker: docker() } },
    );
    expect(right).toMatchObject({ status: 0, stdout: "loaded:1\n" });
    const wrong = cache(`loaded:1 file:///archive ${sha256}\n`, 0);
    expect(wrong.stdout).not.toContain("loaded:1");
    expect(wrong.stderr).toContain("image loaded:1 is not cached\n");
  });
});

asRoot("Docker's disk (as root, in a sandbox)", () => {
  /** How full the disk is before, after containers and dangling images are gone, and after that. */
  const prune = (...usage: number[]) =>
    onNode(
      `printf '%s\\n' ${usage.join(" ")} >/usage; touch /called; cdktf-mesos-docker-prune 75 >/dev/null; cat /called`,
      {
        files: { "/etc/cdktf-mesos/cached-images": "kept:1\nalso:2 https://a b\n" },
        stubs: {
          df: 'echo "Use%"; echo " $(head -n 1 /usage)%"; sed -i 1d /usage',
          docker: `case "$1 $2" in
            "info --format") echo / ;;
            "image ls") printf '%s\n' kept:1 old:1 also:2 used:1 ;;
            *) echo "$*" >>/called; [[ $3 != used:1 ]] ;;
          esac`,
        },
      },
    );

  test("is left alone until it is full, and then loses what nobody needs but never a cached image", () => {
    expect(prune(74)).toMatchObject({ status: 0, stdout: "" });
    const first = ["container prune --force --filter until=24h", "image prune --force"];
    expect(lines(prune(80, 60).stdout)).toEqual(first);
    expect(lines(prune(80, 80).stdout)).toEqual([...first, "image rm old:1", "image rm used:1"]);
  });
});

asRoot("Elasticsearch's heap (as root, in a sandbox)", () => {
  const heap = (argument: string, kibibytes: number) =>
    onNode(
      `mount --bind /meminfo /proc/meminfo; cdktf-mesos-elasticsearch-heap ${argument}
       cat /etc/elasticsearch/jvm.options.d/cdktf-mesos-heap.options`,
      { files: { "/meminfo": `MemTotal:       ${kibibytes} kB\n` } },
    ).stdout;

  test("is half the memory and at most 31 GiB, or what is given", () => {
    expect(heap("auto", 16 * 1024 * 1024)).toBe("-Xms8192m\n-Xmx8192m\n");
    expect(heap("auto", 60 * 1024 * 1024)).toBe("-Xms30720m\n-Xmx30720m\n");
    expect(heap("auto", 64 * 1024 * 1024)).toBe("-Xms31744m\n-Xmx31744m\n");
    expect(heap("4", 64 * 1024 * 1024)).toBe("-Xms4096m\n-Xmx4096m\n");
  });
});

asRoot("ZooKeeper's data (as root, in a sandbox)", () => {
  const data = (program: string) => onNode(`useradd --system --user-group zookeeper\n${program}`, {});

  test("belongs to one server, and comes back with it", () => {
    const { status, stdout } = data(`
      cdktf-mesos-zookeeper-data /data/zk 2; stat --format '%U:%G %a' /data/zk; cat /data/zk/myid
      touch /data/zk/log; chown -R 12345 /data/zk
      cdktf-mesos-zookeeper-data /data/zk 2; stat --format %U /data/zk/log; cat /data/zk/myid`);
    expect({ status, out: lines(stdout) }).toEqual({
      status: 0,
      out: ["zookeeper:zookeeper 750", "2", "zookeeper", "2"],
    });
  });

  test("of another server is refused", () => {
    const { status, stderr } = data(
      "cdktf-mesos-zookeeper-data /data/zk 2; cdktf-mesos-zookeeper-data /data/zk 3",
    );
    expect(status).toBe(1);
    expect(stderr).toContain("zookeeper: /data/zk belongs to server 2, this is server 3\n");
  });
});
