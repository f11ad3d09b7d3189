// Copies the scripts and programs of documents, which tsc ignores, into the build.
import { cpSync } from "node:fs";

for (const folder of ["scripts", "programs"]) {
  cpSync(`cloud-init/${folder}`, `dist/cloud-init/${folder}`, { recursive: true });
}
