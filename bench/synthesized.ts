import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { App } from "cdktf";
import { agentsInAll, jenkins2000, stackId } from "./jenkins-2000";

/** The synthesized Terraform JSON of `jenkins-2000-aws`. */
export function synthesized(agents: number): string {
  const outdir = mkdtempSync(path.join(tmpdir(), "cdktf-mesos-bench-"));
  try {
    const app = new App({ outdir });
    jenkins2000(app, agentsInAll(agents));
    app.synth();
    return readFileSync(path.join(outdir, "stacks", stackId, "cdk.tf.json"), "utf8");
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
