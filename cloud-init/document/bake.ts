import { installedPart } from "./bundle";
import { Part } from "./parts";
import { readyParts } from "./ready";

/**
 * What an image build does of a node's parts: its repositories and packages. Boot the build machine with
 * `render(bakeParts(parts))`, run `cloud-init clean`, and make the image; a node that boots from it with
 * `render(parts)` finds the packages there, needs no repository for them, and does all else as ever. Both come
 * from the same parts, so a baked node cannot drift from one that is not.
 *
 * Services that packages bring are disabled in the image: they would start on a node before its configuration
 * and its volumes are there. The node's own boot enables them.
 *
 * @param options `bundled`: whether nodes fetch the bundle, which is in the image then. @default false
 */
export function bakeParts(
  parts: readonly Part[],
  { bundled = false }: { readonly bundled?: boolean } = {},
): readonly Part[] {
  const own = new Set(
    parts.flatMap((part) =>
      part.kind === "file" && part.path.startsWith("/etc/systemd/system/")
        ? [part.path.split("/").at(-1)]
        : [],
    ),
  );
  const packaged = parts.flatMap((part) =>
    part.kind === "service" && part.state === "enabled" && !own.has(part.unit) ? [part.unit] : [],
  );
  return [
    ...readyParts(),
    ...(bundled ? [installedPart()] : []),
    ...parts.filter(
      (part) =>
        part.kind === "aptSource" ||
        part.kind === "aptMirror" ||
        part.kind === "packages" ||
        part.kind === "packageUrls" ||
        (part.kind === "script" &&
          (bundled || ["apt-mirror", "apt-source", "packages"].includes(part.name))) ||
        (part.kind === "program" && bundled) ||
        // What must not run must not start in a node's first seconds either, before its own boot says so.
        (part.kind === "service" && part.state === "masked") ||
        // Packages own files by these numbers.
        (part.kind === "file" && part.path.startsWith("/etc/sysusers.d/")) ||
        // A mirror or a proxy holds for the build as well.
        part.kind === "config",
    ),
    ...new Set(packaged.includes("docker.service") ? [...packaged, "docker.socket"] : packaged),
  ].map((part) => (typeof part === "string" ? Part.service(part, { enabled: false }) : part));
}
