import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { BuiltPrograms } from "./choice";
import { type ImageConfig, tar } from "./image";
import { flagList, standIns } from "./packages";
import { cache, marathonState } from "./places";
import { run } from "./run";

/** Of Debian's root: what a program of its own packages needs to start. */
const system = ["lib", "lib64", "usr/lib64", "usr/lib/x86_64-linux-gnu"];

/** Modules of Java 17 that Marathon uses: `java.se`, and those that Akka, the crypto of TLS and jar files need. */
const javaModules = ["java.se", "jdk.crypto.ec", "jdk.management", "jdk.unsupported", "jdk.zipfs"];

/** Java 17 keeps these closed; Marathon is from the time of Java 8. */
const openedPackages = [
  "java.lang",
  "java.lang.reflect",
  "java.util",
  "java.util.concurrent",
  "java.io",
  "java.net",
  "java.nio",
  "sun.nio.ch",
  "sun.net.www.protocol.http",
];

/**
 * What the image `mesosphere/marathon` runs in the lab. The published image has Java 8 and an older libmesos; as there,
 * the user is `nobody`.
 */
export const marathonConfig = (built?: BuiltPrograms): ImageConfig =>
  built
    ? {
        Entrypoint: [
          "/opt/java/bin/java",
          "-Xmx512m",
          ...openedPackages.flatMap((name) => ["--add-opens", `java.base/${name}=ALL-UNNAMED`]),
          "-classpath",
          "/opt/marathon/lib/*",
          "mesosphere.marathon.Main",
        ],
        Env: ["MESOS_NATIVE_JAVA_LIBRARY=/usr/lib/mesos/libmesos-java.so"],
        User: "65534",
      }
    : { Entrypoint: ["/usr/bin/marathon"] };

/** Makes the one layer of the image as a tar archive. */
export async function marathonLayer(baseRoot: string, archive: string, built?: BuiltPrograms): Promise<void> {
  const root = path.join(cache, "marathon-layer");
  rmSync(root, { recursive: true, force: true });
  mkdirSync(path.join(root, "tmp"), { recursive: true, mode: 0o1777 });
  await (built ? fillReal(root, built) : fillStandIn(root));
  const ofPython = built ? [] : ["usr/bin/python3", "usr/bin/python3.11", "usr/lib/python3.11"];
  await run("cp", ["--archive", "--parents", ...ofPython, ...system, root], { cwd: baseRoot });
  await run("chmod", ["1777", path.join(root, "tmp")]);
  await tar(archive, root, ["."]);
  rmSync(root, { recursive: true });
}

async function fillReal(root: string, archives: BuiltPrograms): Promise<void> {
  await run("tar", ["--extract", "--file", archives.marathon, "--directory", root]);
  await run("tar", ["--extract", "--file", archives.mesos, "--directory", root, "usr/lib/mesos"]);
  const options = ["--strip-debug", "--no-man-pages", "--no-header-files"];
  const output = path.join(root, "opt", "java");
  await run("jlink", [...options, "--add-modules", javaModules.join(","), "--output", output]);
}

async function fillStandIn(root: string): Promise<void> {
  const share = path.join(root, "usr", "share", "marathon-stand-in");
  for (const place of [share, path.join(root, "usr", "bin")]) mkdirSync(place, { recursive: true });
  await run("cp", [flagList, share]);
  await run("cp", [path.join(standIns, "marathon", "marathon"), path.join(root, "usr", "bin")]);
  writeFileSync(path.join(share, "state"), `${marathonState.address}:${marathonState.port}`);
}
