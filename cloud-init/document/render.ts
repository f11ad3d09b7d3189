import { isDeepStrictEqual } from "node:util";
import { Document } from "yaml";
import { InvalidInput } from "../checks/invalid-input";
import { aptSourceCommands } from "./apt-source";
import { type BundleSource, bundleCommand, bundledFiles, fileOf, installerParts } from "./bundle";
import { type FilePart, type Part, rootFile } from "./parts";
import { scriptPath } from "./scripts";

/** The folder of the lists that `cdktf-mesos-packages` reads. */
export const packagesFile = "/etc/cdktf-mesos/packages";
export const packageUrlsFile = "/etc/cdktf-mesos/package-urls";
/** The path of the list that `cdktf-mesos-disks` reads. */
export const disksFile = "/etc/cdktf-mesos/disks";
const sysctlFile = "/etc/sysctl.d/60-cdktf-mesos.conf";

type Kind = Part["kind"];
type Of<K extends Kind> = Extract<Part, { kind: K }>;

const select = <K extends Kind>(parts: readonly Part[], kind: K): Of<K>[] =>
  parts.filter((part): part is Of<K> => part.kind === kind);

/**
 * The `#cloud-config` document of a node.
 *
 * Whatever order the parts come in, a boot does this: files are written; what must not run is masked;
 * repositories and packages are installed; disks are mounted; commands run, in the order of their parts;
 * services start. Every step goes through `cdktf-mesos-boot`, which keeps the record of it, skips what
 * comes after a failed step and tries again on the next boot.
 *
 * @param bundle where the node gets scripts and programs, which are not in the document then. @default they are
 * @throws InvalidInput if two parts give one path, kernel parameter, mount point, unit or key different content
 */
export function render(parts: readonly Part[], bundle?: BundleSource): string {
  const commands = steps(parts);
  let files = mergeFiles(parts);
  if (bundle !== undefined) {
    const bundled = bundledFiles(parts);
    const paths = new Set(bundled.map(({ path }) => path));
    files = mergeFiles([...installerParts(bundled), ...files.filter(({ path }) => !paths.has(path))]);
    commands.unshift(bundleCommand(bundle));
  }
  const settings = mergeConfig(parts);
  return `#cloud-config\n${settingsText(settings)}${filesText(files)}${commandsText(commands)}`;
}

const format = { lineWidth: 0, blockQuote: "literal" } as const;

const settingsText = (settings: Readonly<Record<string, unknown>>): string =>
  Object.keys(settings).length === 0 ? "" : yaml(settings).toString(format);

/** A line a command: what JSON writes is YAML too. */
const commandsText = (commands: readonly (readonly string[])[]): string =>
  commands.length === 0
    ? ""
    : `runcmd:\n${commands.map((command) => `  - [${command.map((word) => JSON.stringify(word)).join(", ")}]\n`).join("")}`;

const filesText = (files: readonly FilePart[]): string =>
  files.length === 0 ? "" : `write_files:\n${files.map(fileText).join("")}`;

/** What a literal block keeps to the byte without a word about indentation or line ends. */
const plainLines = /^(?! )[\x20-\x7e]+\n(?:[\x20-\x7e]*\n)*(?<!\n\n)$/;

/** One file, without mode and owner where they are cloud-init's defaults (`cc_write_files.py`). Nearly all are plain lines, of which documents are made a hundred times faster without a YAML library. */
function fileText({ path, mode, content }: FilePart): string {
  const permissions = mode === "0644" ? "" : `    permissions: "${mode}"\n`;
  const head = `  - path: ${/^[\w./@+()-]+$/.test(path) ? path : JSON.stringify(path)}\n${permissions}`;
  if (plainLines.test(content)) return `${head}    content: |\n${content.replace(/^(?=.)/gm, "      ")}`;
  const item = yaml([{ content }])
    .toString(format)
    .replace(/^- /, "  ")
    .replace(/^(?=.)/gm, "  ");
  return head + item;
}

/** A document in the YAML that cloud-init reads. */
const yaml = (value: unknown) => new Document(value, { schema: "yaml-1.1" });

function mergeFiles(parts: readonly Part[]): FilePart[] {
  const files = new Map<string, FilePart>();
  const add = (file: FilePart) => {
    const known = files.get(file.path);
    if (known !== undefined && !isDeepStrictEqual(known, file)) {
      throw new InvalidInput(
        `two parts write ${file.path} with different content, mode or owner: keep one of them`,
      );
    }
    files.set(file.path, file);
  };
  for (const part of parts) {
    const file = part.kind === "file" ? part : fileOf(part);
    if (file !== undefined) add(file);
  }
  const packages = mergePackages(parts);
  if (packages.length > 0) add(rootFile(packagesFile, `${packages.join("\n")}\n`));
  const archives = [
    ...new Set(
      select(parts, "packageUrls").flatMap((part) =>
        part.archives.map((archive) => `${archive.sha256 ?? "-"} ${archive.url}`),
      ),
    ),
  ];
  if (archives.length > 0) add(rootFile(packageUrlsFile, `${archives.join("\n")}\n`));
  for (const { source } of select(parts, "aptSource")) {
    if (source.key !== undefined) add(rootFile(`/etc/cdktf-mesos/apt-keys/${source.name}.asc`, source.key));
  }
  const disks = mergeDisks(parts);
  if (disks.length > 0) add(rootFile(disksFile, `${disks.join("\n")}\n`));
  const sysctl = mergeSysctl(parts);
  if (sysctl.length > 0) add(rootFile(sysctlFile, `${sysctl.join("\n")}\n`));
  return [...files.values()];
}

function mergePackages(parts: readonly Part[]): string[] {
  const pins = new Map<string, string>();
  for (const name of select(parts, "packages").flatMap((part) => part.names)) {
    const bare = name.split("=")[0]!;
    const known = pins.get(bare);
    if (known !== undefined && known !== name && known !== bare && name !== bare) {
      throw new InvalidInput(
        `package ${bare} is asked for in two versions, ${known} and ${name}: keep one of them`,
      );
    }
    pins.set(bare, known === undefined || known === bare ? name : known);
  }
  return [...pins.values()];
}

function mergeSysctl(parts: readonly Part[]): string[] {
  const values = new Map<string, string>();
  for (const [name, value] of select(parts, "sysctl").flatMap((part) => Object.entries(part.settings))) {
    const known = values.get(name);
    if (known !== undefined && known !== value) {
      throw new InvalidInput(`sysctl ${name} is set to both ${known} and ${value}: keep one of them`);
    }
    values.set(name, value);
  }
  return [...values].map(([name, value]) => `${name} = ${value}`);
}

function mergeConfig(parts: readonly Part[]): Record<string, unknown> {
  const merged: Record<string, unknown> = {};
  for (const [key, value] of select(parts, "config").flatMap((part) => Object.entries(part.settings))) {
    if (key in merged && !isDeepStrictEqual(merged[key], value)) {
      throw new InvalidInput(`two parts set the cloud-config key ${key} differently: keep one of them`);
    }
    merged[key] = value;
  }
  return merged;
}

/** Everything the node does on its first boot, in order, each an argv. */
function steps(parts: readonly Part[]): string[][] {
  const units = serviceStates(parts);
  const step = (...command: string[]) => [scriptPath("boot"), "step", ...command];
  const commands: string[][] = [];
  if (units.masked.length > 0) {
    commands.push(
      step("systemctl", "mask", ...units.masked),
      step(scriptPath("boot"), "stop", ...units.masked),
    );
  }
  commands.push(
    ...distinct(
      select(parts, "aptMirror").map(({ uri, securityUri = "-" }) =>
        step(scriptPath("apt-mirror"), uri, securityUri),
      ),
    ),
    ...aptSourceCommands(select(parts, "aptSource").map(({ source }) => source)).map((command) =>
      step(...command),
    ),
  );
  if (parts.some((part) => part.kind === "packages" || part.kind === "packageUrls")) {
    commands.push(step(scriptPath("packages")));
  }
  if (parts.some((part) => part.kind === "disk")) commands.push(step(scriptPath("disks")));
  commands.push(
    ...distinct(
      select(parts, "file")
        .filter(({ owner }) => owner !== "root:root")
        .map(({ owner, path }) => step("chown", owner, path)),
    ),
  );
  if (parts.some((part) => part.kind === "sysctl")) {
    commands.push(step("systemctl", "restart", "systemd-sysctl.service"));
  }
  for (const { command } of select(parts, "run")) commands.push(step(...command));
  if (units.disabled.length > 0) commands.push(step("systemctl", "disable", "--now", ...units.disabled));
  if (units.enabled.length > 0) {
    commands.push([scriptPath("boot"), "configured"]);
    commands.push(step("systemctl", "enable", ...units.enabled));
    commands.push(step("systemctl", "start", "--no-block", ...units.enabled));
  }
  if (commands.length === 0) return [];
  return [[scriptPath("boot"), "begin"], ...commands, [scriptPath("boot"), "finish"]];
}

const distinct = (commands: readonly string[][]): string[][] => [
  ...new Map(commands.map((command) => [JSON.stringify(command), command])).values(),
];

function mergeDisks(parts: readonly Part[]): string[] {
  const disks = select(parts, "disk");
  for (const key of ["device", "mountPoint"] as const) {
    for (const disk of disks) {
      const other = disks.find((candidate) => candidate[key] === disk[key]);
      if (other !== undefined && !isDeepStrictEqual(other, disk)) {
        const what = key === "device" ? "device" : "mount point";
        throw new InvalidInput(`${what} ${disk[key]} is given to two disks: keep one of them`);
      }
    }
  }
  return [
    ...new Set(disks.map(({ device, mountPoint, filesystem }) => `${device} ${mountPoint} ${filesystem}`)),
  ];
}

function serviceStates(parts: readonly Part[]): Record<Of<"service">["state"], string[]> {
  const states = new Map<string, Of<"service">["state"]>();
  for (const { unit, state } of select(parts, "service")) {
    const known = states.get(unit);
    if (known !== undefined && known !== state) {
      throw new InvalidInput(`service ${unit} is asked to be both ${known} and ${state}: keep one of them`);
    }
    states.set(unit, state);
  }
  const withState = (wanted: Of<"service">["state"]) =>
    [...states].filter(([, state]) => state === wanted).map(([unit]) => unit);
  return { masked: withState("masked"), disabled: withState("disabled"), enabled: withState("enabled") };
}
