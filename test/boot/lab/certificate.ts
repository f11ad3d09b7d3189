import { readFileSync } from "node:fs";
import path from "node:path";
import { cache } from "./places";
import { run } from "./run";

/** A self-signed certificate for `*.example.com`. */
export interface Certificate {
  /** With its key, for HAProxy. */
  readonly pem: string;
  /** The file for clients to trust. */
  readonly authority: string;
}

export async function certificate(name: string): Promise<Certificate> {
  const [key, authority] = [path.join(cache, `${name}.key`), path.join(cache, `${name}.crt`)];
  const names = "subjectAltName=DNS:*.example.com";
  const form = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", `/CN=${name}`];
  await run("openssl", ["req", ...form, "-addext", names, "-keyout", key, "-out", authority]);
  return { pem: readFileSync(authority, "utf8") + readFileSync(key, "utf8"), authority };
}
