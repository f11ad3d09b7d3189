import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { impliedMirrorFolders, mirrorsUnder, type ProviderMirror, readMirror } from "./terraform-mirrors";

export interface TerraformEnvironmentOptions {
  /** Folder for the CLI configuration file, created if required. */
  readonly folder: string;
  /** Cache folder for downloaded providers, created if missing. */
  readonly pluginCache: string;
  /** Base environment. @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** Home folder with Terraform's own configuration. @default the user's */
  readonly home?: string;
  /** Folders whose direct subfolders may be mirrors. @default /opt, and {@link ownMirrors} */
  readonly mirrorRoots?: readonly string[];
}

/** Mirrors of the providers built by this project. */
export const ownMirrors = path.resolve(__dirname, "..", ".cache", "terraform-mirrors");

// The user's variables that change Terraform's behavior: workspace, arguments, data folder.
const personal = /^TF_(WORKSPACE|DATA_DIR|CLI_ARGS.*|VAR_.*|LOG.*)$/;

/**
 * The environment for `terraform` and `cdktf`: without version checks and prompts, and with providers from local mirrors
 * if there are any. Mirrors are not configured if the user has a configuration (`TF_CLI_CONFIG_FILE`, or in the home
 * folder).
 */
export function terraformEnvironment(options: TerraformEnvironmentOptions): NodeJS.ProcessEnv {
  const { env = process.env, home = homedir() } = options;
  // Otherwise cdktf creates one in the home folder.
  const cache = env.TF_PLUGIN_CACHE_DIR || path.resolve(options.pluginCache);
  mkdirSync(cache, { recursive: true });
  const ours: NodeJS.ProcessEnv = {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !personal.test(name))),
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    TF_PLUGIN_CACHE_DIR: cache,
    // Use cached providers for folders without a lock file too, such as those of `cdktf synth`.
    TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1",
  };
  if (!namesFile(env)) {
    // Terraform warns about a missing file on each call.
    delete ours.TF_CLI_CONFIG_FILE;
  }
  const { found, implied } = mirrors({ env, home, mirrorRoots: options.mirrorRoots });
  if (configuredByUser(env, home) || found.length === 0) {
    return ours;
  }
  // An explicit provider_installation disables the implied folders, so they are listed.
  mkdirSync(options.folder, { recursive: true });
  const file = path.resolve(options.folder, "terraform.rc");
  writeFileSync(file, cliConfiguration([...implied, ...found]));
  return { ...ours, TF_CLI_CONFIG_FILE: file };
}

/** Whether Terraform downloads a provider from its registry: no mirror has it, and the user has no configuration. */
export function comesFromRegistry(
  provider: string,
  {
    env = process.env,
    home = homedir(),
    mirrorRoots,
  }: Pick<TerraformEnvironmentOptions, "env" | "home" | "mirrorRoots"> = {},
): boolean {
  const { found, implied } = mirrors({ env, home, mirrorRoots });
  return (
    !configuredByUser(env, home) &&
    ![...found, ...implied].some(({ providers }) => providers.includes(provider))
  );
}

const namesFile = (env: NodeJS.ProcessEnv) =>
  Boolean(env.TF_CLI_CONFIG_FILE && existsSync(env.TF_CLI_CONFIG_FILE));

function configuredByUser(env: NodeJS.ProcessEnv, home: string): boolean {
  return namesFile(env) || existsSync(path.join(home, ".terraformrc"));
}

function mirrors({
  env,
  home,
  mirrorRoots = ["/opt", ownMirrors],
}: {
  readonly env: NodeJS.ProcessEnv;
  readonly home: string;
  readonly mirrorRoots?: readonly string[];
}) {
  return {
    found: mirrorRoots.flatMap((root) => mirrorsUnder(root)),
    implied: impliedMirrorFolders(env, home).flatMap((folder) => readMirror(folder) ?? []),
  };
}

/** Terraform's CLI configuration with mirrors for the providers they have, and the registry for all others. */
export function cliConfiguration(mirrors: readonly ProviderMirror[]): string {
  const list = (providers: readonly string[]) =>
    `[${providers.map((name) => JSON.stringify(name)).join(", ")}]`;
  const all = [...new Set(mirrors.flatMap((mirror) => mirror.providers))].sort();
  return [
    "provider_installation {",
    ...mirrors.flatMap((mirror) => [
      "  filesystem_mirror {",
      `    path    = ${JSON.stringify(mirror.path)}`,
      `    include = ${list(mirror.providers)}`,
      "  }",
    ]),
    "  direct {",
    `    exclude = ${list(all)}`,
    "  }",
    "}",
    "",
  ].join("\n");
}
