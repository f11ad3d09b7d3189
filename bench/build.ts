import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { App } from "cdktf";
import { bareStack, type StackJson } from "./bare-resources";
import { jenkins2000, stackId } from "./jenkins-2000";
import { inTurn, type Measurement } from "./measurement";

const rounds = 25;

/** Milliseconds to build and synthesize `jenkins-2000-aws` in one process, over the same with bare provider classes. */
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
      throw new Error("the bare provider classes make another stack: the comparison would mean nothing");
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

/** Without cdktf's own "//" comments, which tell paths of constructs and order of making. */
function withoutMetadata(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (name, inner) => (name === "//" ? undefined : inner)));
}
