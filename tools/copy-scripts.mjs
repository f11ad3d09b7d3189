// The parts of the build that tsc leaves out: the scripts that documents carry, and the programs beside them.
import { cpSync } from "node:fs";

for (const folder of ["scripts", "programs"]) {
  cpSync(`cloud-init/${folder}`, `dist/cloud-init/${folder}`, { recursive: true });
}
