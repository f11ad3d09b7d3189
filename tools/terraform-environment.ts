import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { impliedMirrorFolders, mirrorsUnder, type ProviderMirror, readMirror } from "./terraform-mirrors";

export interface TerraformEnvironmentOptions {
  /** Folder for the CLI configuration file, made where one is written. */
  readonly folder: string;
  /** Folder in which downloaded providers are kept for the next time; made when it is not there. */
  readonly pluginCache: string;
  /** Environment to start from. @default process.env */
  readonly env?: NodeJS.ProcessEnv;
  /** Home folder, where Terraform looks for its own configuration. @default the user's */
  readonly home?: string;
  /** Folders that may hold mirrors as direct subfolders. @default /opt, and {@link ownMirrors} */
  readonly mirrorRoots?: readonly string[];
}

/** Where providers are kept that this project has built by itself, a mirror each. */
export const ownMirrors = path.resolve(__dirname, "..", ".cache", "terraform-mirrors");

// Names that make one user's Terraform behave unlike another's: a workspace, arguments, a data folder.
const personal = /^TF_(WORKSPACE|DATA_DIR|CLI_ARGS.*|VAR_.*|LOG.*)$/;

/**
 * The environment in which `terraform` and `cdktf` run: no phoning home, no questions, and providers from a
 * local mirror where this machine has one. A configuration of the user's own (`TF_CLI_CONFIG_FILE`, or the one in
 * the home folder) is left in charge, and with neither that nor a mirror nothing is written: Terraform then
 * downloads from the registry as usual.
 */
export function terraformEnvironment(options: TerraformEnvironmentOptions): NodeJS.ProcessEnv {
  const { env = process.env, home = homedir() } = options;
  // Without one, cdktf makes one in the user's home folder.
  const cache = env.TF_PLUGIN_CACHE_DIR || path.resolve(options.pluginCache);
  mkdirSync(cache, { recursive: true });
  const ours: NodeJS.ProcessEnv = {
    ...Object.fromEntries(Object.entries(env).filter(([name]) => !personal.test(name))),
    CHECKPOINT_DISABLE: "1",
    TF_IN_AUTOMATION: "1",
    TF_INPUT: "0",
    TF_PLUGIN_CACHE_DIR: cache,
    // A cached provider is used for a folder without a lock file too, as those of `cdktf synth` are.
    TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE: "1",
  };
  if (!namesFile(env)) {
    // A name of a file that is not there only makes Terraform warn, on every call.
    delete ours.TF_CLI_CONFIG_FILE;
  }
  const { found, implied } = mirrors({ env, home, mirrorRoots: options.mirrorRoots });
  if (configuredByUser(env, home) || found.length === 0) {
    return ours;
  }
  // An explicit provider_installation switches the implied folders off: name those that there are.
  mkdirSync(options.folder, { recursive: true });
  const file = path.resolve(options.folder, "terraform.rc");
  writeFileSync(file, cliConfiguration([...implied, ...found]));
  return { ...ours, TF_CLI_CONFIG_FILE: file };
}

/** Whether Terraform would ask its registry for a provider: no mirror has it, and the user has configured nothing. */
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

/** Terraform's CLI configuration: each mirror for exactly the providers it has, the registry for all others. */
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
