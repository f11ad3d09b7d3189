import { run } from "./run";

const prelude = `
base=$1
shift
layer=$(mktemp -d)
trap 'umount "$layer/root" && umount "$layer" && rmdir "$layer"' EXIT
mount -t tmpfs none "$layer"
mkdir "$layer/upper" "$layer/work" "$layer/root"
mount -t overlay overlay -o "lowerdir=$base,upperdir=$layer/upper,workdir=$layer/work" "$layer/root"
in_root() { chroot "$layer/root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "$@"; }
`;

/**
 * Runs a Bash program with a temporary overlay over a machine's root at `$layer/root`; `in_root COMMAND...` runs a command
 * in there.
 *
 * @returns its output
 */
export async function inLayer(root: string, program: string, args: readonly string[]): Promise<string> {
  const bash = ["bash", "-euo", "pipefail", "-c", prelude + program, "-"];
  return run("unshare", ["--mount", ...bash, root, ...args]);
}
