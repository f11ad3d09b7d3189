import { parseDocument } from "../../support/read-document";
import type { LabNode } from "./node";

/** The result of a boot; see {@link goodBoot} for a successful one. */
export async function bootReport(node: LabNode) {
  const lines = async (program: string) => (await node.shell(program)).split("\n").filter(Boolean);
  const result = JSON.parse(await node.exec("cat", "/run/cloud-init/result.json"));
  return {
    cloudInit: (await node.exec("cloud-init", "status")).trim(),
    errors: result.v1.errors as string[],
    warnings: await lines("grep -E '\\[(WARNING|ERROR|CRITICAL)\\]' /var/log/cloud-init.log || true"),
    failedUnits: await lines("systemctl list-units --failed --plain --no-legend"),
    scriptWarnings: await lines(
      "journalctl --boot --priority warning --output cat --identifier=cdktf-mesos-{boot,ready,agent-identity,cache-images}",
    ),
    status: (await node.shell("head -n 2 /var/lib/cdktf-mesos/boot/status")).trim(),
    target: (await node.tryExec("systemctl", "is-active", "cdktf-mesos-ready.target")).stdout.trim(),
  };
}

export const goodBoot = {
  cloudInit: "status: done",
  errors: [],
  warnings: [],
  failedUnits: [],
  scriptWarnings: [],
  status: "state=ok\nstep=finish",
  target: "active",
};

/** The differences between a document's files and those of its node. */
export async function wrongFiles(node: LabNode): Promise<string[]> {
  const { write_files } = parseDocument(node.input.userData);
  const wrong: string[] = [];
  for (const file of write_files) {
    const found = await node.exec("stat", "--format", "%a %U:%G", file.path);
    const expected = `${Number.parseInt(file.permissions, 8).toString(8)} ${file.owner}`;
    if (found.trim() !== expected) wrong.push(`${file.path}: ${found.trim()} instead of ${expected}`);
    if ((await node.exec("cat", file.path)) !== file.content) wrong.push(`${file.path}: content differs`);
  }
  return wrong;
}

/** The state that a second boot must not change: configuration, programs, packages, volumes, and the boot's record. */
export async function fingerprint(node: LabNode): Promise<string[]> {
  const text = await node.shell(`
    find /etc /usr/local -xdev -type f ! -path /etc/resolv.conf ! -name '*.lock' -print0 | sort -z |
      xargs -0 sha256sum
    dpkg-query --show
    cat /var/lib/cdktf-mesos/boot/steps
    [[ ! -e /etc/cdktf-mesos/disks ]] ||
      while read -r device _; do blkid --probe "$device"; done </etc/cdktf-mesos/disks`);
  return text.split("\n");
}

/** Seconds spent in all stages of cloud-init at a boot. */
export async function cloudInitSeconds(node: LabNode): Promise<number> {
  const { v1 } = JSON.parse(await node.exec("cat", "/run/cloud-init/status.json")) as {
    v1: Record<string, { start?: number; finished?: number } | string | null>;
  };
  return Object.values(v1).reduce<number>(
    (sum, stage) =>
      typeof stage === "object" && stage?.start && stage.finished ? sum + stage.finished - stage.start : sum,
    0,
  );
}

/** The flags of the process of `mesos-master` or `mesos-agent`. */
export async function mesosFlags(node: LabNode, program: string): Promise<string[]> {
  const pid = (
    await node.exec("systemctl", "show", "--value", "--property", "MainPID", `${program}.service`)
  ).trim();
  const args = (await node.exec("cat", `/proc/${pid}/cmdline`)).split("\0").slice(0, -1);
  return args.slice(args.findIndex((arg) => arg.endsWith(`/${program}`)) + 1);
}

/** The variables of Marathon's process for itself and its Mesos library. */
export async function marathonSettings(node: LabNode): Promise<Readonly<Record<string, string>>> {
  const pid = (await node.exec("docker", "inspect", "--format", "{{.State.Pid}}", "marathon")).trim();
  const variables = (await node.exec("cat", `/proc/${pid}/environ`)).split("\0");
  return Object.fromEntries(
    variables.filter((one) => /^(MARATHON|LIBPROCESS)_/.test(one)).map((one) => one.split(/=(.*)/s, 2)),
  );
}
