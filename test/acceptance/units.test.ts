import { type SampleRole, sampleParts, sampleRoles } from "../support/documents";
import { canSandbox, onNode } from "../support/node-sandbox";

const asRoot = canSandbox ? describe : describe.skip;

/** Minimal versions of packages' units, for the drop-ins. */
const packaged = [
  "mesos-master.service",
  "mesos-agent.service",
  "docker.service",
  "elasticsearch.service",
  "docker-registry.service",
  "nfs-server.service",
  "rsyslog.service",
];

function verify(role: SampleRole, change: (text: string) => string = (text) => text) {
  const units = sampleParts[role].flatMap((part) =>
    part.kind === "file" && part.path.startsWith("/etc/systemd/system/")
      ? [[part.path, change(part.content)]]
      : [],
  );
  return onNode(
    `for program in /usr/bin/docker /usr/bin/java; do
       [[ -e $program ]] || { printf '#!/bin/sh\\n' >$program && chmod 0755 $program; }
     done
     cd /etc/systemd/system
     systemd-analyze verify --man=no $(find . -maxdepth 1 -name '*.service' -o -maxdepth 1 -name '*.timer' -o -maxdepth 1 -name '*.target' -o -maxdepth 1 -name '*mount')`,
    {
      files: {
        "/etc/passwd": "root:x:0:0::/root:/bin/sh\nzookeeper:x:900:900::/:/bin/false\n",
        "/etc/group": "root:x:0:\nzookeeper:x:900:\n",
        ...Object.fromEntries(
          packaged.map((name) => [`/etc/systemd/system/${name}`, "[Service]\nExecStart=/bin/true\n"]),
        ),
        ...Object.fromEntries(units),
      },
    },
  );
}

jest.setTimeout(60_000);

asRoot("systemd (as root, in a sandbox)", () => {
  test.each(sampleRoles)("accepts the units of %s", (role) => {
    expect(verify(role)).toEqual({ status: 0, stdout: "", stderr: "" });
  });

  test("finds an unknown key, a missing program, and an ordering cycle", () => {
    expect(verify("master", (text) => text.replace("LimitNOFILE", "LimitNoFiles")).stderr).toContain(
      "LimitNoFiles",
    );
    expect(verify("agent", (text) => text.replace("docker-prune 75", "none 75")).stderr).toContain(
      "cdktf-mesos-none",
    );
    const cycle = verify("agent", (text) =>
      text.replace("Before=mesos-agent.service", "After=mesos-agent.service"),
    );
    expect(cycle.stderr).toContain("ordering cycle");
  });
});
