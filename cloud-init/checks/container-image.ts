import { InvalidInput, show } from "./invalid-input";

/** A part of an image's name. */
const WORD = "[a-z0-9]+([._-]+[a-z0-9]+)*";
/** A registry differs from a word by a dot or a port. Where the cloud names it, an expression of Terraform's is in its place. */
const REGISTRY = "(((?=[^/]*[.:]|localhost/)[A-Za-z0-9.-]+|\\$\\{[^{}\\s]+\\})(:\\d+)?/)?";
const TAG = ":[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";
const DIGEST = "@sha256:[0-9a-f]{64}";

const NAME = `${REGISTRY}${WORD}(/${WORD})*`;
const image = new RegExp(`^${NAME}(${TAG})?(${DIGEST})?$`);

/** `nginx:1.27`, `registry:5000/a/b@sha256:…`: without a tag Docker takes whatever is the latest that day. */
export const TAGGED_IMAGE = new RegExp(`^${NAME}(${TAG}(${DIGEST})?|${DIGEST})$`);

/** @throws InvalidInput where Docker would refuse the name */
export function checkImage(prop: string, name: unknown): void {
  if (typeof name !== "string" || !image.test(name)) {
    throw new InvalidInput(
      `${prop} must be a container image such as registry:5000/name:tag, got ${show(name)}`,
    );
  }
}
