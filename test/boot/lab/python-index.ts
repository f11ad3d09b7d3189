import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { projectRoot } from "./places";
import { run } from "./run";

/**
 * Creates a package index for pip in the subfolder `pypi`, with the packages of the monitoring node. Once for each version
 * of the list.
 */
export async function pythonIndex(folder: string): Promise<void> {
  const list = path.join(projectRoot, "cloud-init", "programs", "elastalert.txt");
  const top = path.join(folder, "pypi");
  const stamp = createHash("sha256").update(readFileSync(list)).digest("hex");
  if (existsSync(path.join(top, stamp))) return;
  const draft = path.join(folder, "pypi.draft");
  for (const old of [top, draft]) rmSync(old, { recursive: true, force: true });
  const files = path.join(draft, "files");
  mkdirSync(files, { recursive: true });
  // For Debian 12's Python; source distributions for packages without a wheel.
  const download = ["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"];
  const lines = readFileSync(list, "utf8").trim().split("\n");
  const sources = lines.filter((line) => /^(envparse|exotel)==/.test(line));
  for (const [name, wanted, options] of [
    ["sources", sources, ["--no-binary", ":all:"]],
    [
      "wheels",
      lines.filter((line) => !sources.includes(line)),
      ["2_17", "2_28"]
        .flatMap((glibc) => ["--platform", `manylinux_${glibc}_x86_64`])
        .concat(["--platform", "manylinux2014_x86_64", "--python-version", "3.11", "--only-binary", ":all:"]),
    ],
  ] as const) {
    const file = path.join(draft, `${name}.txt`);
    writeFileSync(file, `${wanted.join("\n")}\n`);
    await run("python3", [
      ...download,
      "--require-hashes",
      ...options,
      "--dest",
      files,
      "--requirement",
      file,
    ]);
  }
  const projects = new Map<string, string[]>();
  for (const file of readdirSync(files)) {
    const project = file
      .replace(/-\d.*$/, "")
      .replace(/[-_.]+/g, "-")
      .toLowerCase();
    projects.set(project, [...(projects.get(project) ?? []), file]);
  }
  for (const [project, names] of projects) {
    const page = path.join(draft, "simple", project);
    mkdirSync(page, { recursive: true });
    const links = names.map((name) => `<a href="../../files/${name}">${name}</a>`);
    writeFileSync(
      path.join(page, "index.html"),
      `<!DOCTYPE html><html><body>${links.join("\n")}</body></html>\n`,
    );
  }
  writeFileSync(path.join(draft, stamp), "");
  renameSync(draft, top);
}
