import { InvalidInput, show } from "../../cloud-init/invalid-input";

/** The ssh key that every node takes. */
export class AwsKey {
  /**
   * A key pair made from a public key.
   *
   * @param publicKey one line as in an `id_ed25519.pub` file
   * @throws InvalidInput where it is no OpenSSH public key
   */
  static fromPublicKey(publicKey: string): AwsKey {
    const line = typeof publicKey === "string" ? publicKey.trim() : "";
    if (!/^(ssh-(ed25519|rsa)|ecdsa-sha2-nistp\d+) [A-Za-z0-9+/=]+( .*)?$/.test(line)) {
      throw new InvalidInput(
        `key must be an OpenSSH public key such as "ssh-ed25519 AAAA…", got ${show(publicKey)}`,
      );
    }
    return new AwsKey(line, undefined);
  }

  /** A key pair that the account has already. */
  static existing(name: string): AwsKey {
    if (typeof name !== "string" || !name.trim())
      throw new InvalidInput(`key must be the name of a key pair, got ${show(name)}`);
    return new AwsKey(undefined, name);
  }

  private constructor(
    readonly publicKey: string | undefined,
    readonly existingName: string | undefined,
  ) {}
}
