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
 * Runs a program of Bash beside a root of a machine, of which nothing is changed: `$layer/root` is that root, with a
 * layer over it that goes when the program ends, and `in_root COMMAND...` runs in there.
 *
 * @returns what it prints
 */
export async function inLayer(root: string, program: string, args: readonly string[]): Promise<string> {
  const bash = ["bash", "-euo", "pipefail", "-c", prelude + program, "-"];
  return run("unshare", ["--mount", ...bash, root, ...args]);
}
