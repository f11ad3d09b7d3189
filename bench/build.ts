import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { App } from "cdktf";
import { bareStack, type StackJson } from "./bare-resources";
import { jenkins2000, stackId } from "./jenkins-2000";
import { inTurn, type Measurement } from "./measurement";

const rounds = 25;

/** Time to build and synthesize `jenkins-2000-aws` in one process, compared with the provider's classes only. */
export async function buildMeasurements(): Promise<Measurement[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "cdktf-mesos-bench-"));
  try {
    const synth = (build: (app: App) => void) => {
      const app = new App({ outdir: folder });
      build(app);
      app.synth();
    };
    const read = () => JSON.parse(readFileSync(path.join(folder, "stacks", stackId, "cdk.tf.json"), "utf8"));

    const ours = (app: App) => void jenkins2000(app);
    synth(ours);
    const json: StackJson = read();
    const bare = bareStack(json);
    const baseline = (app: App) => bare(app, stackId);
    synth(baseline);
    if (!isDeepStrictEqual(withoutMetadata(read()), withoutMetadata(json))) {
      throw new Error("the stack with bare provider classes differs, which makes the comparison meaningless");
    }

    const medians = await inTurn(["ours", "baseline"], rounds, (side) => {
      global.gc?.();
      const began = performance.now();
      synth(side === "ours" ? ours : baseline);
      return performance.now() - began;
    });
    return [
      {
        name: "building and synthesizing jenkins-2000-aws in one process",
        unit: "ms",
        ...medians,
        against: "the same resources with bare provider classes",
        limit: 1.5,
        runs: rounds,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Without cdktf's "//" comments, which have the paths and order of constructs. */
function withoutMetadata(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (name, inner) => (name === "//" ? undefined : inner)));
}
