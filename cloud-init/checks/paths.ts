import { InvalidInput, show } from "./invalid-input";

/** An absolute path other than `/`, without `.` and `..`, that needs no quotes anywhere. */
export const ABSOLUTE_PATH = /^(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._-]+)+$/;

/** @throws InvalidInput for a path that is not {@link ABSOLUTE_PATH} */
export function checkAbsolutePath(prop: string, path: unknown, example = "/var/lib/docker"): void {
  if (typeof path !== "string" || !ABSOLUTE_PATH.test(path)) {
    throw new InvalidInput(`${prop} must be an absolute path such as ${example}, got ${show(path)}`);
  }
}
