/** Something that went wrong in a way a person can read: printed as it is, without a stack trace. */
export class Failure extends Error {
  override readonly name = "Failure";
}
