import { Token } from "cdktf";
import { InvalidInput, show } from "../../cloud-init/checks/invalid-input";

/** An OpenSSH public key on one line. @throws InvalidInput for any other text */
export function sshPublicKey(text: unknown): string {
  if (Token.isUnresolved(text)) return text as string;
  const line = typeof text === "string" ? text.trim() : "";
  if (!/^(ssh-(ed25519|rsa)|ecdsa-sha2-nistp\d+) [A-Za-z0-9+/=]+( .*)?$/.test(line)) {
    throw new InvalidInput(
      `key must be an OpenSSH public key such as "ssh-ed25519 AAAA…", got ${show(text)}`,
    );
  }
  return line;
}
