import { InvalidInput } from "../checks/invalid-input";
import type { AptPackageSource, AptSource } from "./package-source";
import { scriptPath } from "./scripts";

const systemForm = /^(debian-\d+|ubuntu-\d\d\.\d\d)$/;
const fingerprintForm = /^[0-9A-F]{40}$/;

/** The fingerprint as apt and gpg print it to a program: upper case, no spaces, no leading `0x`. */
const normalizeFingerprint = (fingerprint: string): string =>
  fingerprint.replaceAll(/\s/g, "").replace(/^0x/i, "").toUpperCase();

/** @throws InvalidInput if the source lacks a key, has two, or one in an impossible form */
export function checkAptSource(source: AptSource): void {
  const { name, uri, key, keyUrl, keyFingerprint, trustUnsigned, trustWithoutFingerprint } = source;
  const fail = (message: string): never => {
    throw new InvalidInput(`apt source "${name}" ${message}`);
  };
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) fail("must be named in lower-case letters, digits and dashes");
  const places: Readonly<Record<string, string | undefined>> = typeof uri === "string" ? { any: uri } : uri;
  if (Object.keys(places).length === 0) fail("needs a uri for at least one system, got none");
  for (const [system, place] of Object.entries(places)) {
    if (typeof uri !== "string" && !systemForm.test(system)) {
      fail(`must have uris by system such as debian-12 or ubuntu-24.04, got "${system}"`);
    }
    if (!/^(https?|file|copy):\/\/\S+$/.test(place ?? "")) {
      fail(`needs an http, https or file uri, got "${place}"`);
    }
  }
  for (const text of [...Object.values(places), source.suite]) {
    if (/[{}]/.test((text ?? "").replaceAll("{codename}", ""))) {
      fail(`must have no placeholder but {codename}, got "${text}"`);
    }
  }
  const components = source.components ?? ["main"];
  if ((source.suite ?? "{codename}").endsWith("/") !== (components.length === 0)) {
    fail(`must have components, or a suite that ends in / and none, got suite "${source.suite}"`);
  }
  if (key !== undefined && keyUrl !== undefined) fail("has both key and keyUrl: keep one of them");
  if (keyUrl !== undefined && !/^(https?|file):\/\/\S+$/.test(keyUrl)) {
    fail(`needs an http, https or file keyUrl, got "${keyUrl}"`);
  }
  if (key !== undefined && !key.includes("-----BEGIN PGP PUBLIC KEY BLOCK-----")) {
    fail("must have an ASCII-armored key (-----BEGIN PGP PUBLIC KEY BLOCK-----)");
  }
  if (keyFingerprint !== undefined && !fingerprintForm.test(normalizeFingerprint(keyFingerprint))) {
    fail(`must have a keyFingerprint of 40 hexadecimal digits, got "${keyFingerprint}"`);
  }
  const hasKey = key !== undefined || keyUrl !== undefined;
  if (!hasKey && keyFingerprint !== undefined) fail("has a keyFingerprint but no key: give key or keyUrl");
  if (!hasKey && !trustUnsigned) {
    fail("has no key: give key or keyUrl with keyFingerprint, or say trustUnsigned: true as well");
  }
  if (hasKey && trustUnsigned) fail("has a key and trustUnsigned: keep one of them");
  if (keyUrl !== undefined && keyFingerprint === undefined && !trustWithoutFingerprint) {
    fail("has a keyUrl but no keyFingerprint: give it, or say trustWithoutFingerprint: true as well");
  }
}

/** A repository, with the packages that nodes take from it. @default all of them */
export type NamedSource = AptSource & Partial<Pick<AptPackageSource, "packages">>;

/** The commands that add repositories on a node: one for each, with the packages of all that name the same one. */
export function aptSourceCommands(sources: readonly NamedSource[]): string[][] {
  const commands = new Map<string, { command: string[]; packages: Set<string> }>();
  for (const source of sources) {
    const command = aptSourceCommand(source);
    const known = commands.get(command.join("\n")) ?? { command, packages: new Set() };
    for (const name of source.packages ?? ["*"]) known.packages.add(name);
    commands.set(command.join("\n"), known);
  }
  return [...commands.values()].map(({ command, packages }) => [
    ...command,
    packages.has("*") ? "*" : [...packages].join(" "),
  ]);
}

function aptSourceCommand(source: AptSource): string[] {
  const { name, uri, suite = "{codename}", components = ["main"], key, keyUrl, keyFingerprint } = source;
  const places = typeof uri === "string" ? [uri] : Object.entries(uri).map((entry) => entry.join("="));
  return [
    scriptPath("apt-source"),
    name,
    places.join(" "),
    suite,
    components.join(" "),
    keyUrl ?? (key === undefined ? "-" : `/etc/cdktf-mesos/apt-keys/${name}.asc`),
    keyFingerprint === undefined ? "-" : normalizeFingerprint(keyFingerprint),
    source.architectures?.join(" ") ?? "-",
  ];
}
