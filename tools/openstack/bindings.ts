import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { Failure } from "../failure";
import type { Processes } from "../processes";
import { cliConfiguration } from "../terraform-environment";
import { readMirror } from "../terraform-mirrors";
import { buildOpenstackProvider, openstackMirror } from "./provider-binary";

const root = path.resolve(__dirname, "..", "..");
const bindings = path.join(root, "packages", "provider-openstack");

/** The committed folder of compiled bindings, with a folder for each resource. */
export const bindingsLibrary = path.join(bindings, "lib");

/** As in the prebuilt bindings of other providers. */
const constraint = "~> 3.4";

/**
 * Generates the bindings of the resources in `resources.json` from the provider's binary, and compiles them to
 * JavaScript.
 *
 * @param folder a working folder, which is emptied; inside the project, so that `cdktf` and `constructs` are found
 * @returns the folder with the new content of {@link bindingsLibrary}
 */
export async function generateBindings(folder: string, processes: Processes): Promise<string> {
  await buildOpenstackProvider(openstackMirror, processes);
  const found = readMirror(openstackMirror);
  if (!found) {
    throw new Failure(`${openstackMirror} is not a mirror with the OpenStack provider for this platform`);
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "terraform.rc"), cliConfiguration([found]));
  writeFileSync(path.join(folder, "cdktf.json"), JSON.stringify(cdktfProject));
  await getBindings(folder, processes);

  const source = path.join(folder, "src");
  const names: string[] = JSON.parse(readFileSync(path.join(bindings, "resources.json"), "utf8"));
  for (const name of names) {
    const generated = path.join(folder, ".gen", "providers", "openstack", name);
    if (!existsSync(generated)) {
      throw new Failure(`the provider does not have "${name}" of resources.json`);
    }
    cpSync(generated, path.join(source, name), { recursive: true });
  }
  const library = path.join(folder, "lib");
  compile(
    names.map((name) => path.join(source, name, "index.ts")),
    source,
    library,
  );
  return library;
}

const cdktfProject = {
  language: "typescript",
  app: "true",
  projectId: "provider-openstack",
  sendCrashReports: "false",
  terraformProviders: [`terraform-provider-openstack/openstack@${constraint}`],
};

async function getBindings(folder: string, processes: Processes): Promise<void> {
  const lines: string[] = [];
  const code = await processes.run({
    command: process.execPath,
    args: [require.resolve("cdktf-cli/bundle/bin/cdktf"), "get", "--force"],
    cwd: folder,
    env: {
      ...process.env,
      CHECKPOINT_DISABLE: "1",
      CI: "1",
      TF_CLI_CONFIG_FILE: path.resolve(folder, "terraform.rc"),
      TF_PLUGIN_CACHE_DIR: "",
    },
    onLine: (line) => lines.push(line),
  });
  if (code !== 0) {
    throw new Failure(`cdktf get failed:\n${lines.slice(-15).join("\n")}`);
  }
}

function compile(files: readonly string[], rootDir: string, outDir: string): void {
  const options: ts.CompilerOptions = {
    rootDir,
    outDir,
    // CommonJS like the prebuilt bindings. Class fields of ES2022 would be reset after super().
    target: ts.ScriptTarget.ES2020,
    module: ts.ModuleKind.CommonJS,
    newLine: ts.NewLineKind.LineFeed,
    declaration: true,
    strict: true,
    skipLibCheck: true,
    types: [],
  };
  const program = ts.createProgram(files, options);
  const { diagnostics } = program.emit();
  const errors = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
  if (errors.length > 0) {
    const host = {
      getCanonicalFileName: (name: string) => name,
      getCurrentDirectory: () => rootDir,
      getNewLine: () => "\n",
    };
    throw new Failure(`the bindings do not compile:\n${ts.formatDiagnostics(errors.slice(0, 5), host)}`);
  }
}
