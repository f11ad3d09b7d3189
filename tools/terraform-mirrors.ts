import { type Dirent, readdirSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";

/** A folder laid out as a Terraform filesystem mirror, and the providers that it has for this platform. */
export interface ProviderMirror {
  /** Absolute path of the folder. */
  readonly path: string;
  /** Provider addresses, `<host>/<namespace>/<type>`, sorted. */
  readonly providers: readonly string[];
}

/** `linux_amd64`, as Terraform names this platform. */
export function terraformPlatform(platform = process.platform, arch = process.arch): string {
  const cpu = arch === "x64" ? "amd64" : arch === "ia32" ? "386" : arch;
  return `${platform}_${cpu}`;
}

/**
 * The folders in which Terraform itself looks for providers when nothing is configured.
 * Source: Terraform's CLI configuration reference, "Implied Local Mirror Directories".
 */
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

/** The folder itself if it is laid out as a mirror with providers for the platform, otherwise `undefined`. */
export function readMirror(folder: string, platform = terraformPlatform()): ProviderMirror | undefined {
  const providers = [];
  // A host name has a dot or a port; without this, any deep folder tree would be walked.
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

/** The mirrors among a folder's direct subfolders. */
export function mirrorsUnder(root: string, platform = terraformPlatform()): ProviderMirror[] {
  return subfolders(root).flatMap((name) => readMirror(path.join(root, name), platform) ?? []);
}

/** Either layout of a mirror: `<version>/<platform>/` unpacked, or `terraform-provider-<type>_<version>_<platform>.zip`. */
function hasPackage(folder: string, type: string, platform: string): boolean {
  return entries(folder).some((entry) =>
    entry.isDirectory()
      ? subfolders(folder, entry.name).includes(platform)
      : entry.name.startsWith(`terraform-provider-${type}_`) && entry.name.endsWith(`_${platform}.zip`),
  );
}

// Terraform does not follow a symlinked folder inside a mirror, and a Dirent does not either.
function subfolders(...parts: string[]): string[] {
  return entries(path.join(...parts)).flatMap((entry) => (entry.isDirectory() ? entry.name : []));
}

function entries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return []; // not there, or not ours to read: no mirror
  }
}
