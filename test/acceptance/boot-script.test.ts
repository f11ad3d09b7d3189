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

  test("reports success, and then waits for the services", () => {
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

  test("reports the failed step and its error, skips the rest, and fails", () => {
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

  test("is retried at the next boot after a failure, and can then succeed", () => {
    const runcmd = `#!/bin/sh\n${boot} begin\n${boot} step test -e /repaired\n${boot} finish\n`;
    const { status, stdout } = onNode(
      `sh /var/lib/cloud/instance/scripts/runcmd || true
       grep state= /var/lib/cdktf-mesos/boot/status; ls /var/lib/cdktf-mesos/boot/failed
       touch /repaired; sh /var/lib/cloud/instance/scripts/runcmd
       grep state= /var/lib/cdktf-mesos/boot/status; ! ls /var/lib/cdktf-mesos/boot/failed 2>/dev/null`,
      { stubs, files: { "/var/lib/cloud/instance/scripts/runcmd": runcmd } },
    );
    expect(status).toBe(0);
    expect(lines(stdout)).toEqual(["state=failed", "/var/lib/cdktf-mesos/boot/failed", "state=ok"]);
  });
});
