import { createHash, type Hash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { INBOUND_AGENT } from "../../../stacks/reference-stack";
import { contentHash } from "../../support/real-programs";
import type { BuiltPrograms, Programs } from "./choice";
import { type ImageConfig, imageArchive, tar } from "./image";
import { marathonConfig, marathonLayer } from "./marathon-image";
import { cache } from "./places";
import { run } from "./run";

/** The image that the library's documents name. */
export const marathonImage = "mesosphere/marathon:v1.11.24";
/** An image with a shell, for tasks of the tests. */
export const toolsImage = "tools:1";
/** What stands in for an image of Jenkins: a page, and a log that it prints. */
export const jenkinsImage = "jenkins-stand-in:1";

/** As whatever is built from a Dockerfile: the published Mesos wants an image to set a variable, with Docker 29. */
const toolsConfig: ImageConfig = { Env: ["PATH=/bin"] };
/** What serves a page on port 80 where nginx would. */
const webConfig: ImageConfig = {
  ...toolsConfig,
  Entrypoint: ["/bin/httpd", "-f", "-p", "80", "-h", "/www"],
};

/**
 * Makes the images that the lab's registry has, unless they are there: the archive of each by its name.
 *
 * @param mirror the folder of the mirror, with Debian's packages in it
 */
export async function registryImages(
  baseRoot: string,
  mirror: string,
  programs: Programs,
): Promise<Record<string, string>> {
  const folder = path.join(mirror, "images");
  const archive = async (
    name: string,
    recipe: string,
    input: Omit<Parameters<typeof imageArchive>[1], "file" | "name">,
  ) => {
    const file = `${name.replace(/\W/g, "-")}-${recipe}`;
    const target = path.join(folder, `${file}.tar`);
    if (!existsSync(target)) await imageArchive(folder, { ...input, file, name });
    return target;
  };
  const built = programs.kind === "built" ? programs : undefined;
  const marathon = {
    config: marathonConfig(built),
    layer: (file: string) => marathonLayer(baseRoot, file, built),
  };
  const tools = { config: toolsConfig, layer: (file: string) => toolsLayer(mirror, file) };
  return {
    [`library/${toolsImage}`]: await archive(toolsImage, "2", tools),
    [`library/${jenkinsImage}`]: await archive(
      jenkinsImage,
      short(hashOf("images.ts", "../stand-ins/jenkins.sh")),
      {
        config: { Env: ["PATH=/usr/local/bin:/usr/bin:/bin"] },
        layer: (file) => toolsLayer(mirror, file, (root) => addJenkins(baseRoot, root)),
      },
    ),
    [INBOUND_AGENT]: await archive(INBOUND_AGENT, "2", tools),
    "library/debian:12-slim": await archive("debian:12-slim", "2", tools),
    "library/nginx:stable": await archive("nginx:stable", "2", { ...tools, config: webConfig }),
    [marathonImage]:
      programs.kind === "published"
        ? programs.marathon
        : await archive(marathonImage, await marathonRecipe(baseRoot, built), marathon),
  };
}

/** A hash that has taken what an image is made by. */
function hashOf(...files: readonly string[]): Hash {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(path.join(__dirname, file)));
  return hash;
}

const short = (hash: Hash): string => hash.digest("hex").slice(0, 16);

/**
 * Beside the tools: the program that an image of Jenkins starts, and Debian's `setpriv` with its libraries. Debian's `dash`
 * as well: BusyBox's shell takes its own `setpriv`, which can do less, for any other.
 */
async function addJenkins(baseRoot: string, root: string): Promise<void> {
  const libraries = ["libc.so.6", "libcap-ng.so.0"].map((name) => `lib/x86_64-linux-gnu/${name}`);
  const files = ["usr/bin/setpriv", "usr/bin/dash", "lib64/ld-linux-x86-64.so.2", ...libraries];
  for (const file of files) {
    // The links of the root lead into it, and not to this machine's files.
    const source = (await run("chroot", [baseRoot, "realpath", `/${file}`])).trim();
    await run("install", ["-D", "-m", "0755", path.join(baseRoot, source), path.join(root, file)]);
  }
  await run("ln", ["--symbolic", "--force", "/usr/bin/dash", path.join(root, "bin", "sh")]);
  const folder = path.join(root, "usr", "local", "bin");
  mkdirSync(folder, { recursive: true });
  const program = path.join(__dirname, "..", "stand-ins", "jenkins.sh");
  await run("install", ["-m", "0755", program, path.join(folder, "jenkins.sh")]);
}

/** Changes with everything that the image is made from. */
async function marathonRecipe(baseRoot: string, built?: BuiltPrograms): Promise<string> {
  const hash = hashOf("marathon-image.ts", "image.ts", "../stand-ins/marathon/marathon").update(baseRoot);
  for (const file of built ? [built.mesos, built.marathon] : []) hash.update(await contentHash(file));
  return short(hash);
}

/** Debian's static BusyBox, with `sh` and whatever else it can be called as. @param more adds to it */
async function toolsLayer(
  mirror: string,
  archive: string,
  more?: (root: string) => Promise<void>,
): Promise<void> {
  const pool = path.join(mirror, "debian", "pool", "main", "b", "busybox");
  const file = readdirSync(pool).find((name) => /^busybox-static_.*_amd64\.deb$/.test(name));
  if (file === undefined) throw new Error(`no busybox-static in ${pool}`);
  const work = path.join(cache, "tools-layer");
  rmSync(work, { recursive: true, force: true });
  const bin = path.join(work, "root", "bin");
  mkdirSync(bin, { recursive: true });
  for (const folder of ["tmp", "www"]) mkdirSync(path.join(work, "root", folder));
  writeFileSync(path.join(work, "root", "www", "index.html"), "welcome\n");
  await run("dpkg-deb", ["--extract", path.join(pool, file), path.join(work, "package")]);
  await run("cp", [path.join(work, "package", "bin", "busybox"), bin]);
  for (const name of (await run(path.join(bin, "busybox"), ["--list"])).trim().split("\n"))
    if (name !== "busybox") await run("ln", ["--symbolic", "busybox", path.join(bin, name)]);
  await more?.(path.join(work, "root"));
  await tar(archive, path.join(work, "root"), ["."]);
  rmSync(work, { recursive: true });
}
