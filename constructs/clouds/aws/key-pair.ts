import { InvalidInput, show } from "../../../cloud-init/checks/invalid-input";
import { markInstances } from "../../checks/instances";
import { sshPublicKey } from "../../checks/ssh-public-key";

/** The ssh key that every node takes. */
export class AwsKey {
  /**
   * A key pair made from a public key.
   *
   * @param publicKey one line as in an `id_ed25519.pub` file, or a reference such as a variable
   * @throws InvalidInput where it is no OpenSSH public key
   */
  static fromPublicKey(publicKey: string): AwsKey {
    return new AwsKey(sshPublicKey(publicKey), undefined);
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
markInstances(AwsKey, "AwsKey");
