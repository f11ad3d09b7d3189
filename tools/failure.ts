/** An error for the user, printed without a stack trace. */
export class Failure extends Error {
  override readonly name = "Failure";
}
