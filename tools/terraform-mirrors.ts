import { type Dirent, readdirSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";

/** A Terraform filesystem mirror, and its providers for this platform. */
export interface ProviderMirror {
  /** Absolute path of the folder. */
  readonly path: string;
  /** Provider addresses, `<host>/<namespace>/<type>`, sorted. */
  readonly providers: readonly string[];
}

/** Terraform's name of the platform: `linux_amd64`. */
export function terraformPlatform(platform = process.platform, arch = process.arch): string {
  const cpu = arch === "x64" ? "amd64" : arch === "ia32" ? "386" : arch;
  return `${platform}_${cpu}`;
}

/** Terraform's "Implied Local Mirror Directories", see its CLI configuration reference. */
export function impliedMirrorFolders(env: NodeJS.ProcessEnv = process.env, home = homedir()): string[] {
  const own = path.join(home, ".terraform.d", "plugins");
  if (process.platform === "darwin") {
    const support = path.join("Library", "Application Support", "io.terraform", "plugins");
    return [own, path.join(home, support), path.join("/", support)];
  }
  const data = [
    env.XDG_DATA_HOME || path.join(home, ".local", "share"),
    ...(env.XDG_DATA_DIRS || "/usr/local/share:/usr/share").split(":"),
  ];
  return [own, ...data.map((folder) => path.join(folder, "terraform", "plugins"))];
}

/** Reads a mirror; `undefined` if the folder has no providers for the platform. */
export function readMirror(folder: string, platform = terraformPlatform()): ProviderMirror | undefined {
  const providers = [];
  // A host name has a dot or a port. Avoids walking unrelated folder trees.
  for (const host of subfolders(folder).filter((name) => /[.:]/.test(name))) {
    for (const namespace of subfolders(folder, host)) {
      for (const type of subfolders(folder, host, namespace)) {
        if (hasPackage(path.join(folder, host, namespace, type), type, platform)) {
          providers.push(`${host}/${namespace}/${type}`);
        }
      }
    }
  }
  return providers.length > 0 ? { path: folder, providers: providers.sort() } : undefined;
}

/** The mirrors in a folder's direct subfolders. */
export function mirrorsUnder(root: string, platform = terraformPlatform()): ProviderMirror[] {
  return subfolders(root).flatMap((name) => readMirror(path.join(root, name), platform) ?? []);
}

/** Layouts: `<version>/<platform>/` unpacked, or `terraform-provider-<type>_<version>_<platform>.zip`. */
function hasPackage(folder: string, type: string, platform: string): boolean {
  return entries(folder).some((entry) =>
    entry.isDirectory()
      ? subfolders(folder, entry.name).includes(platform)
      : entry.name.startsWith(`terraform-provider-${type}_`) && entry.name.endsWith(`_${platform}.zip`),
  );
}

// Ignores symlinks inside a mirror, as Terraform does.
function subfolders(...parts: string[]): string[] {
  return entries(path.join(...parts)).flatMap((entry) => (entry.isDirectory() ? entry.name : []));
}

function entries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return []; // missing or unreadable
  }
}
