// The part of the build that tsc leaves out: the shell scripts that documents carry.
import { cpSync } from "node:fs";

cpSync("cloud-init/scripts", "dist/cloud-init/scripts", { recursive: true });
