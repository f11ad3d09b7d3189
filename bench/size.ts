import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { App } from "cdktf";
import { agentsInAll, jenkins2000, stackId } from "./jenkins-2000";
import type { Measurement } from "./measurement";

/** Bytes of Terraform JSON at 2,000 agents, over those at 20 agents in the same pools. */
export function sizeMeasurements(): Measurement[] {
  return [
    {
      name: "Terraform JSON of 2,000 agents",
      unit: "bytes",
      ours: bytes(2000),
      baseline: bytes(20),
      against: "20 agents in the same pools",
      limit: 1.01,
    },
  ];
}

function bytes(agents: number): number {
  const outdir = mkdtempSync(path.join(tmpdir(), "cdktf-mesos-bench-"));
  try {
    const app = new App({ outdir });
    jenkins2000(app, agentsInAll(agents));
    app.synth();
    return readFileSync(path.join(outdir, "stacks", stackId, "cdk.tf.json")).length;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
