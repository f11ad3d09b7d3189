import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { canSandbox, onNode } from "../support/node-sandbox";

const asRoot = canSandbox ? describe : describe.skip;
const lines = (text: string) => text.trimEnd().split("\n");

jest.setTimeout(120_000);

asRoot("container images (as root, in a sandbox)", () => {
  /** A stub of Docker that remembers images; the first `failures` pulls fail. */
  const docker = (failures = 0) => `
    case "$1 $2" in
      "image inspect") grep -qx "$3" /images ;;
      "pull --quiet") echo try >>/tries; (($(wc -l </tries) > ${failures})) && echo "$3" >>/images ;;
      "load --quiet") cat "$4" >>/images ;;
      *) exit 3 ;;
    esac`;
  const sha256 = "b".repeat(64);
  const cache = (list: string, failures: number) =>
    onNode(
      "touch /images /tries /slept; cdktf-mesos-cache-images; cat /images; wc -l </tries; paste -sd' ' /slept",
      {
        files: { "/etc/cdktf-mesos/cached-images": list, "/archive": "loaded:1\n" },
        stubs: {
          docker: docker(failures),
          logger: 'echo "${@: -1}" >&2',
          sleep: 'echo "$1" >>/slept',
        },
      },
    );

  test("are pulled with retries; a failure does not affect others", () => {
    expect(cache("a:1\nb:1\n", 2)).toMatchObject({ status: 0, stdout: "a:1\nb:1\n4\n5 10\n" });
    const { status, stdout, stderr } = cache("a:1\nb:1\n", 6);
    expect({ status, stdout }).toEqual({ status: 0, stdout: "b:1\n7\n5 10 20 40 80\n" });
    expect(stderr).toBe("cannot fetch image a:1 in 6 attempts\nimage a:1 is not cached\n");
  });

  test("are loaded from an archive only with a matching checksum", () => {
    const right = onNode(
      `touch /images; sum=$(sha256sum </archive | cut -d' ' -f1)
       cdktf-mesos-container-image loaded:1 file:///archive $sum; cat /images`,
      { files: { "/archive": "loaded:1\n" }, stubs: { docker: docker() } },
    );
    expect(right).toMatchObject({ status: 0, stdout: "loaded:1\n" });
    const wrong = cache(`loaded:1 file:///archive ${sha256}\n`, 0);
    expect(wrong.stdout).not.toContain("loaded:1");
    expect(wrong.stderr).toContain("image loaded:1 is not cached\n");
    // The signature of a URL must not be logged.
    const signed = cache(`loaded:1 https://store.invalid/archive?temp_url_sig=5ec3e7 ${sha256}\n`, 0);
    expect(signed.stderr).toContain("from https://store.invalid/archive in 6 attempts\n");
    expect(signed.stderr).not.toContain("5ec3e7");
  });
});

asRoot("waiting for a Mesos agent (as root, in a sandbox)", () => {
  const exitCode = (metrics: string) =>
    onNode("cdktf-mesos-wait-for 0 registered http://192.0.2.9:5051", {
      stubs: { curl: `[[ $* == *http://192.0.2.9:5051/metrics/snapshot ]] && echo '${metrics}'` },
    }).status;

  test("ends once it is registered", () => {
    expect(exitCode('{"slave\\/registered":1.0,"slave\\/tasks_running":0.0}')).toBe(0);
    expect(exitCode('{"slave\\/registered":0.0,"slave\\/tasks_running":1.0}')).toBe(1);
    expect(exitCode("")).toBe(1);
  });
});

asRoot("objects (as root, in a sandbox)", () => {
  const server = (folder: string) =>
    `python3 -m http.server --directory ${folder} --bind 127.0.0.1 8000 >/dev/null 2>&1 &
     until curl --silent --output /dev/null http://127.0.0.1:8000; do sleep 0.1; done`;

  describe("fetched", () => {
    /** Fetches an object with this content over an earlier one. */
    const fetched = (served: string) =>
      onNode(
        `${server("/store")}
         status=0; cdktf-mesos-object 'http://127.0.0.1:8000/apps.json?signature' /got || status=$?
         cat /got; ls /got*; exit $status`,
        { files: { "/store/apps.json": served, "/got": "old\n" } },
      );

    test("are unpacked if they are base64 of gzip", () => {
      const packed = gzipSync('{"apps": []}\n').toString("base64");
      expect(fetched(packed)).toMatchObject({ status: 0, stdout: '{"apps": []}\n/got\n' });
      expect(fetched("H4 is plain\n")).toMatchObject({ status: 0, stdout: "H4 is plain\n/got\n" });
    });

    test("are replaced atomically, and errors do not show a URL's signature", () => {
      const half = gzipSync("x".repeat(5000)).toString("base64").slice(0, 24);
      const { status, stdout, stderr } = fetched(half);
      expect(status).not.toBe(0);
      expect(stdout).toBe("old\n/got\n");
      expect(stderr).toMatch(/^object: http:\/\/127\.0\.0\.1:8000\/apps\.json: \S/);
      expect(stderr).not.toContain("signature");
    });
  });

  describe("with scripts and programs", () => {
    const text = JSON.stringify({
      "/usr/local/sbin/one": "#!/bin/sh\necho one é\n",
      "/usr/local/sbin/two": "two\n",
    });
    const sha256 = createHash("sha256").update(text).digest("hex");
    const files = {
      "/store/bundle.json": text,
      "/etc/cdktf-mesos/bundle": "0755 /usr/local/sbin/one\n",
    };
    const stubs = { systemctl: 'echo "systemctl $*" >>/called' };
    const install = `cdktf-mesos-object http://127.0.0.1:8000/bundle.json --bundle ${sha256}`;

    test("are installed as far as the node lists them", () => {
      const { status, stdout } = onNode(
        `${server("/store")}; ${install}; one; stat --format %a /usr/local/sbin/one; ! ls /usr/local/sbin/two /called 2>/dev/null`,
        { files, stubs },
      );
      expect({ status, stdout }).toEqual({ status: 0, stdout: "one é\n755\n" });
    });

    test("are awaited while the store does not respond, in a state that a restart repeats", () => {
      const { status, stdout, stderr } = onNode(
        `${install} & until [[ -e /called ]]; do sleep 0.1; done
         cat /var/lib/cdktf-mesos/boot/status /called; ls /var/lib/cdktf-mesos/boot/failed
         ${server("/store")}; wait %1; one`,
        { files, stubs },
      );
      expect(status).toBe(0);
      expect(stdout.split("\n")).toEqual([
        "state=running",
        "step=bundle",
        expect.stringMatching(/^message=http:\/\/127\.0\.0\.1:8000\/bundle\.json: .*refused/),
        "systemctl daemon-reload",
        "systemctl enable cdktf-mesos-boot-retry.service",
        "/var/lib/cdktf-mesos/boot/failed",
        "one é",
        "",
      ]);
      expect(stderr).toContain("refused");
    });

    test("are not installed if they are others", () => {
      const { stdout, stderr } = onNode(
        `${server("/store")}; timeout 3 ${install}; ls /usr/local/sbin/one /var/lib/cdktf-mesos/bundle`,
        { files: { ...files, "/store/bundle.json": `${text} ` }, stubs },
      );
      expect(stdout).toBe("");
      expect(stderr).toContain(`the SHA-256 must be ${sha256}, got `);
    });

    test("are not fetched if a baked image has them, unless it lacks one", () => {
      const baked = { "/var/lib/cdktf-mesos/bundle": sha256, "/usr/local/sbin/one": "baked\n" };
      expect(onNode(install, { files: { ...files, ...baked }, stubs })).toMatchObject({ status: 0 });
      const other = { ...files, ...baked, "/etc/cdktf-mesos/bundle": "0644 /usr/local/sbin/two\n" };
      const { stdout } = onNode(`${server("/store")}; ${install}; cat /usr/local/sbin/two`, {
        files: other,
        stubs,
      });
      expect(stdout).toBe("two\n");
    });
  });
});

asRoot("Docker's disk (as root, in a sandbox)", () => {
  /** Runs it with these percentages of disk usage, before and after each step. */
  const prune = (...usage: number[]) =>
    onNode(
      `printf '%s\\n' ${usage.join(" ")} >/usage; touch /called; cdktf-mesos-docker-prune 75 >/dev/null; cat /called`,
      {
        files: {
          "/etc/cdktf-mesos/cached-images":
            "kept:1\nalso:2 https://a b\nteam/build\ndocker.io/library/nginx:1.27\nby@sha256:d1\naway:1\n",
        },
        stubs: {
          df: 'echo "Use%"; echo " $(head -n 1 /usage)%"; sed -i 1d /usage',
          docker: `case "$1 $2" in
            "info --format") echo / ;;
            "image inspect")
              case "$5" in
                kept:1) echo sha256:1 ;;
                also:2) echo sha256:2 ;;
                team/build) echo sha256:3 ;;
                docker.io/library/nginx:1.27) echo sha256:4 ;;
                by@sha256:d1) echo sha256:5 ;;
                *) exit 1 ;;
              esac ;;
            "image ls")
              if [[ $* == *dangling=true* ]]; then
                printf '%s\n' "sha256:5 sha256:5" "sha256:6 sha256:6"
              else
                printf '%s\n' "sha256:1 kept:1" "sha256:7 old:1" "sha256:2 also:2" "sha256:8 used:1" \
                  "sha256:3 team/build:latest" "sha256:4 nginx:1.27"
              fi ;;
            *) echo "$*" >>/called; [[ $3 != used:1 ]] ;;
          esac`,
        },
      },
    );

  test("is pruned only if it is full, except for cached images", () => {
    expect(prune(74)).toMatchObject({ status: 0, stdout: "" });
    const first = ["container prune --force --filter until=24h", "image rm sha256:6"];
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

  test("is half the memory, at most 31 GiB, or as given", () => {
    expect(heap("auto", 16 * 1024 * 1024)).toBe("-Xms8192m\n-Xmx8192m\n");
    expect(heap("auto", 60 * 1024 * 1024)).toBe("-Xms30720m\n-Xmx30720m\n");
    expect(heap("auto", 64 * 1024 * 1024)).toBe("-Xms31744m\n-Xmx31744m\n");
    expect(heap("4", 64 * 1024 * 1024)).toBe("-Xms4096m\n-Xmx4096m\n");
  });
});

asRoot("ZooKeeper's data (as root, in a sandbox)", () => {
  const data = (program: string) => onNode(`useradd --system --user-group zookeeper\n${program}`, {});

  test("belongs to one server, also with a changed user id", () => {
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
