import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scriptNames } from "cdktf-mesos/cloud-init";
import { scriptFile } from "../../cloud-init/document/scripts";
import { cloudInitKeys, cloudInitSchema, rsyslogCheck, shellcheck } from "../support/debian-tools";
import { sampleDocument, sampleRoles } from "../support/documents";
import { parseDocument } from "../support/read-document";

const scripts = join(__dirname, "..", "..", "cloud-init", "scripts");
const programs = join(__dirname, "..", "..", "cloud-init", "programs");
const goldenFolder = join(__dirname, "..", "golden");

/** All golden documents, of roles and reference stacks. */
const goldens = readdirSync(goldenFolder, { recursive: true, encoding: "utf8" }).filter((name) =>
  name.endsWith(".yaml"),
);

let work: string;
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), "cdktf-mesos-documents-"));
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

function file(name: string, content: string): string {
  const path = join(work, name);
  writeFileSync(path, content);
  return path;
}

/** Fails for any additional output, such as a warning about a deprecated key. */
const schemaVerdict = (path: string) => {
  const { status, output } = cloudInitSchema(path);
  return status === 0 && output.trim() === `Valid cloud-config: ${path}` ? "valid" : output;
};

const unknownKeys = (text: string) => {
  const known = cloudInitKeys();
  return Object.keys(parseDocument(text)).filter((key) => !known.has(key));
};

/** Writes the shell scripts of a document to files. */
function embeddedScripts(role: string, text: string): string[] {
  return parseDocument(text)
    .write_files.filter(({ content }) => content.startsWith("#!/bin/bash"))
    .map(({ path, content }) => file(`${role}-${path.split("/").at(-1)}`, content));
}

// The first test of each tool may have to download it.
jest.setTimeout(300_000);

describe("cloud-init's schema", () => {
  test("accepts every golden document without a warning", () => {
    for (const name of goldens)
      expect([name, schemaVerdict(join(goldenFolder, name))]).toEqual([name, "valid"]);
  });

  test("accepts every rendered document, and cloud-init supports all keys", () => {
    for (const role of sampleRoles) {
      const text = sampleDocument(role);
      expect([role, schemaVerdict(file(`${role}.yaml`, text))]).toEqual([role, "valid"]);
      expect([role, unknownKeys(text)]).toEqual([role, []]);
    }
  });

  test("rejects invalid documents", () => {
    const bad = (text: string) => schemaVerdict(file("bad.yaml", `#cloud-config\n${text}`));
    expect(bad("runcmd: 5\n")).toContain("runcmd: 5 is not");
    expect(bad("write_files:\n  - path: /a\n    permissions: 420\n")).toContain("write_files.0.permissions");
    expect(bad("manage_etc_hosts: template\n")).toContain("DEPRECATED");
    expect(bad("runcmd: [\n")).toContain("error");
    expect(unknownKeys("runcmd: []\nrun_cmd: []\n")).toEqual(["run_cmd"]);
  });
});

describe("shellcheck", () => {
  test("accepts the scripts", () => {
    const files = readdirSync(scripts);
    expect(files.sort()).toEqual(scriptNames.map(scriptFile).sort());
    const shell = files.filter((name) => name.endsWith(".sh"));
    expect(shellcheck(shell.map((name) => join(scripts, name)))).toEqual({ status: 0, output: "" });
  });

  test("accepts the start scripts of Jenkins and the volume driver", () => {
    const files = ["jenkins-start.sh", "volumes-start.sh"].map((name) => join(programs, name));
    expect(shellcheck(files)).toEqual({ status: 0, output: "" });
  });

  test.each(sampleRoles)("accepts the scripts in the document of %s", (role) => {
    const files = embeddedScripts(role, sampleDocument(role));
    expect(files.length).toBeGreaterThan(3);
    expect(shellcheck(files)).toEqual({ status: 0, output: "" });
  });

  test("finds a broken script in a document", () => {
    const text = sampleDocument("gateway").replace(
      "set -euo pipefail",
      "set -euo pipefail\n      rm -rf $1/*",
    );
    const { status, output } = shellcheck(embeddedScripts("broken", text));
    expect(status).toBe(1);
    expect(output).toContain("SC2086");
  });
});

describe("rsyslog", () => {
  const path = "/etc/rsyslog.d/60-cdktf-mesos-elasticsearch.conf";
  // The first lines are from Debian's configuration, which includes ours.
  const configuration = `global(workDirectory="/tmp")\nmodule(load="imuxsock")\n${parseDocument(sampleDocument("agent")).write_files.find((one) => one.path === path)!.content}`;

  test("accepts the configuration for shipping logs", () => {
    const { status, output } = rsyslogCheck(file("rsyslog.conf", configuration));
    expect(output).not.toMatch(/error|warning/i);
    expect(status).toBe(0);
  });

  test("rejects an invalid one", () => {
    const { status, output } = rsyslogCheck(
      file("broken.conf", configuration.replace("searchType", "serchType")),
    );
    expect(status).toBe(1);
    expect(output).toContain("parameter 'serchType' not known");
  });
});
