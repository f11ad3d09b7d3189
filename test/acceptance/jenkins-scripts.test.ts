import { readFileSync } from "node:fs";
import { join } from "node:path";
import { canSandbox, onNode } from "../support/node-sandbox";

const asRoot = canSandbox ? describe : describe.skip;
const start = readFileSync(join(__dirname, "..", "..", "cloud-init", "programs", "jenkins-start.sh"), "utf8");

jest.setTimeout(120_000);

/** Starts Jenkins as Mesos does in a container, with the script as an argument of the shell. */
const started = (before: string, stubs: Record<string, string> = {}, env = "") =>
  onNode(
    `${before}
     export JENKINS_HOME=/homes/a CASC_JENKINS_CONFIG=/homes/a/casc MESOS_SANDBOX=/sandbox HOST=10.16.32.70
     export PORT_HTTP=31001 PORT_JNLP=31002 JENKINS_CONFIGURATION='{"jenkins":{"systemMessage":"\${HOST} \\\\n"}}' ${env}
     sh -c "$(cat /start)"`,
    {
      files: {
        "/start": start,
        "/sandbox/casc/1.yaml": "jenkins: {}\n",
        "/usr/local/bin/jenkins.sh":
          '#!/bin/sh\necho "$@"; id -u; id -G; echo "$HOME $JENKINS_SLAVE_AGENT_PORT $LIBPROCESS_IP:$LIBPROCESS_PORT"; touch "$HOME/own"; cat "$HOME"/casc/*\n',
      },
      stubs,
    },
  );

asRoot("the container of a Jenkins (as root, in a sandbox)", () => {
  test("runs as uid 1000, in a home that Docker created as root", () => {
    const { status, stdout, stderr } = started("mkdir -p -m 0755 /homes/a", {}, "PORT_LIBPROCESS=31003");
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout.split("\n")).toEqual([
      "--httpPort=31001",
      "1000",
      "1000",
      "/homes/a 31002 10.16.32.70:31003",
      "jenkins: {}",
      '{"jenkins":{"systemMessage":"${HOST} \\\\n"}}',
      "",
    ]);
  });

  test("removes old configuration, and keeps everything else", () => {
    const before =
      "mkdir -p /homes/a/casc /homes/a/jobs; echo old: 1 >/homes/a/casc/old.yaml; chown -R 1000 /homes/a";
    const { stdout } = started(`${before}; trap 'ls /homes/a' EXIT`);
    expect(stdout).not.toContain("old: 1");
    expect(stdout.trim().split("\n").slice(-3)).toEqual(["casc", "jobs", "own"]);
  });

  test("fails with an error if the owner of the home cannot be changed", () => {
    const { status, stdout, stderr } = started("mkdir -p -m 0755 /homes/a", { chown: "exit 1" });
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toBe("/homes/a is not writable by uid 1000, and its owner cannot be changed\n");
  });

  test("starts in such a home if uid 1000 owns it already", () => {
    const own = "mkdir -p /homes/a; /bin/chown 1000 /homes/a";
    expect(started(own, { chown: "exit 1" })).toMatchObject({ status: 0, stderr: "" });
  });
});
