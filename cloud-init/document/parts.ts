import { InvalidInput } from "../checks/invalid-input";
import { checkAbsolutePath } from "../checks/paths";
import type { AptSource, PackageArchive } from "./package-source";
import type { NodeProgram, ScriptName } from "./scripts";

/** A file with its whole content, written before anything runs. */
export interface FilePart {
  readonly kind: "file";
  /** Absolute path on the node. */
  readonly path: string;
  readonly content: string;
  /** Octal, four digits. */
  readonly mode: string;
  /** `user:group`; a user that a package brings is set once the packages are there. */
  readonly owner: string;
}

/** One of this library's own scripts, see {@link ScriptName}. */
export interface ScriptPart {
  readonly kind: "script";
  readonly name: ScriptName;
  readonly mode: string;
}

/** One of this library's own programs, see {@link NodeProgram}. */
export interface ProgramPart {
  readonly kind: "program";
  readonly name: NodeProgram;
}

/** Packages by name, or `name=version` where the version may end in `*`. */
export interface PackagesPart {
  readonly kind: "packages";
  readonly names: readonly string[];
}

/** Package archives (`.deb`) by URL. */
export interface PackageUrlsPart {
  readonly kind: "packageUrls";
  readonly archives: readonly PackageArchive[];
}

/** An apt repository with its key. */
export interface AptSourcePart {
  readonly kind: "aptSource";
  readonly source: AptSource;
}

/** The one place that the distribution's own packages come from. */
export interface AptMirrorPart {
  readonly kind: "aptMirror";
  readonly uri: string;
  /** @default beside `uri`, where the distribution has it */
  readonly securityUri?: string;
}

/** A systemd unit that is to run, not to run, or never to run. */
export interface ServicePart {
  readonly kind: "service";
  readonly unit: string;
  readonly state: "enabled" | "disabled" | "masked";
}

/** A volume: formatted once if it is blank, mounted by UUID. */
export interface DiskPart {
  readonly kind: "disk";
  /** The name the cloud gave (`/dev/sdf`); the node finds what its kernel calls it. */
  readonly device: string;
  readonly mountPoint: string;
  readonly filesystem: DiskFilesystem;
}

export type DiskFilesystem = "xfs" | "ext4";

/** One command in argv form. */
export interface RunPart {
  readonly kind: "run";
  readonly command: readonly string[];
}

/** Kernel parameters. */
export interface SysctlPart {
  readonly kind: "sysctl";
  readonly settings: Readonly<Record<string, string>>;
}

/** Top-level keys of the cloud-config document, for what has no part of its own. */
export interface ConfigPart {
  readonly kind: "config";
  readonly settings: Readonly<Record<string, unknown>>;
}

/** One thing a node must have, be or do: what cloud-init documents are made of. */
export type Part =
  | FilePart
  | ScriptPart
  | ProgramPart
  | PackagesPart
  | PackageUrlsPart
  | AptSourcePart
  | AptMirrorPart
  | ServicePart
  | DiskPart
  | RunPart
  | SysctlPart
  | ConfigPart;

/** @internal A file that belongs to root. */
export const rootFile = (path: string, content: string, mode = "0644"): FilePart => ({
  kind: "file",
  path,
  content,
  mode,
  owner: "root:root",
});

const absolutePath = /^(\/[A-Za-z0-9_.,:=@+()?~\\-]+)+$/;
const octalMode = /^0[0-7]{3}$/;
const ownerForm = /^[a-z_][a-z0-9_-]*:[a-z_][a-z0-9_-]*$/;
const unitForm = /^[A-Za-z0-9:_.@\\-]+\.(service|socket|timer|target|mount|automount|path)$/;
const packageForm = /^[a-z0-9][a-z0-9+.-]+(=[A-Za-z0-9.+:~*-]+)?$/;
const sysctlForm = /^[a-z0-9_]+([./][A-Za-z0-9_*-]+)+$/;

function check(condition: boolean, message: string): void {
  if (!condition) throw new InvalidInput(message);
}

/** Factories, as CDK's `InitFile`, `InitPackage` and `InitService`. Each refuses what it cannot render. */
export const Part = {
  /** A file; `mode` defaults to `0644`, `owner` to `root:root`. */
  file(path: string, content: string, options: { mode?: string; owner?: string } = {}): FilePart {
    const { mode = "0644", owner = "root:root" } = options;
    check(absolutePath.test(path) && !path.includes("/../"), `file path must be absolute, got "${path}"`);
    check(octalMode.test(mode), `mode of ${path} must be four octal digits such as 0644, got "${mode}"`);
    check(ownerForm.test(owner), `owner of ${path} must be user:group, got "${owner}"`);
    return { kind: "file", path, content, mode, owner };
  },

  /** One of this library's scripts, installed as `/usr/local/sbin/cdktf-mesos-<name>`; `mode` defaults to `0755`. */
  script(name: ScriptName, options: { mode?: string } = {}): ScriptPart {
    const { mode = "0755" } = options;
    check(
      octalMode.test(mode),
      `mode of script ${name} must be four octal digits such as 0755, got "${mode}"`,
    );
    return { kind: "script", name, mode };
  },

  /** One of this library's programs, installed as `/usr/local/lib/cdktf-mesos/<name>` with mode `0755`. */
  program(name: NodeProgram): ProgramPart {
    return { kind: "program", name };
  },

  /** Packages of the distribution or of a source added by {@link Part.aptSource}. */
  packages(names: readonly string[]): PackagesPart {
    for (const name of names) {
      check(packageForm.test(name), `package must be a Debian package name or name=version, got "${name}"`);
    }
    return { kind: "packages", names };
  },

  /** Package archives by URL, each checked against its SHA-256 before it is installed. */
  packageUrls(archives: readonly PackageArchive[]): PackageUrlsPart {
    return { kind: "packageUrls", archives };
  },

  /** An apt repository with its key. */
  aptSource(source: AptSource): AptSourcePart {
    return { kind: "aptSource", source };
  },

  /** A mirror of the distribution's archive, instead of those in the image. */
  aptMirror(mirror: { uri: string; securityUri?: string }): AptMirrorPart {
    return { kind: "aptMirror", uri: mirror.uri, securityUri: mirror.securityUri };
  },

  /** A unit; a masked one cannot be started by anything, not even by its own package. */
  service(unit: string, options: { enabled: boolean; masked?: boolean }): ServicePart {
    check(unitForm.test(unit), `service must be a systemd unit such as docker.service, got "${unit}"`);
    check(!(options.enabled && options.masked), `service ${unit} cannot be both enabled and masked`);
    return {
      kind: "service",
      unit,
      state: options.masked ? "masked" : options.enabled ? "enabled" : "disabled",
    };
  },

  /** A volume under a mount point. */
  disk(disk: { device: string; mountPoint: string; filesystem?: DiskFilesystem }): DiskPart {
    const { device, mountPoint, filesystem = "xfs" } = disk;
    check(/^\/dev\/[A-Za-z0-9/_.:-]+$/.test(device), `device must be a path below /dev, got "${device}"`);
    checkAbsolutePath(`mountPoint of ${device}`, mountPoint);
    check(
      filesystem === "xfs" || filesystem === "ext4",
      `filesystem of ${device} must be xfs or ext4, got "${filesystem}"`,
    );
    return { kind: "disk", device, mountPoint, filesystem };
  },

  /** A command, run once on the first boot, after disks and packages, in the order of the parts. */
  run(command: readonly string[]): RunPart {
    check(command.length > 0 && command[0] !== "", "run needs a command, got an empty one");
    for (const argument of command) {
      check(!/[\0\n]/.test(argument), `argument of run ${command[0]} must be one line, got "${argument}"`);
    }
    return { kind: "run", command };
  },

  /** Kernel parameters, kept over reboots. */
  sysctl(settings: Readonly<Record<string, string>>): SysctlPart {
    for (const [name, value] of Object.entries(settings)) {
      check(sysctlForm.test(name), `sysctl name must have the form vm.max_map_count, got "${name}"`);
      check(
        !/[\0\n]/.test(value) && value !== "",
        `value of sysctl ${name} must be one line, got "${value}"`,
      );
    }
    return { kind: "sysctl", settings };
  },

  /** Top-level keys of cloud-config (`locale`, `apt`, …); those that parts render to are refused. */
  config(settings: Readonly<Record<string, unknown>>): ConfigPart {
    for (const key of ["write_files", "runcmd", "packages"]) {
      check(!(key in settings), `config must not hold ${key}: use Part.file, Part.run or Part.packages`);
    }
    return { kind: "config", settings };
  },
};
