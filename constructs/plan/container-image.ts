import { text } from "../checks/props";

/** A part of an image's name. */
const WORD = "[a-z0-9]+([._-]+[a-z0-9]+)*";
/** What an image's name begins with where it is from a registry: told from a word by a dot or a port. */
const REGISTRY = "((?=[^/]*[.:]|localhost/)[A-Za-z0-9.-]+(:\\d+)?/)?";
const TAG = ":[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";
const DIGEST = "@sha256:[0-9a-f]{64}";

/** `nginx:1.27`, `registry:5000/a/b@sha256:…`: without a tag Docker takes whatever is the latest that day. */
export const taggedImage = text(
  new RegExp(`^${REGISTRY}${WORD}(/${WORD})*(${TAG}(${DIGEST})?|${DIGEST})$`),
  "an image in small letters, with its tag or digest, such as nginx:1.27",
  { tokens: true },
);
