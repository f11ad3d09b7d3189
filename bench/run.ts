import { Failure } from "../tools/failure";
import { holds, type Measurement } from "./measurement";
import { report } from "./report";

type Benchmark = () => Measurement[] | Promise<Measurement[]>;

// Loaded lazily, so that the imports of one benchmark do not affect others.
const benchmarks: Record<string, () => Benchmark> = {
  synth: () => (require("./synth") as typeof import("./synth")).synthMeasurements,
  build: () => (require("./build") as typeof import("./build")).buildMeasurements,
  size: () => (require("./size") as typeof import("./size")).sizeMeasurements,
  calls: () => (require("./calls") as typeof import("./calls")).callMeasurements,
  boot: () => (require("./boot") as typeof import("./boot")).bootMeasurements,
  openstack: () => (require("./openstack") as typeof import("./openstack")).openstackMeasurements,
};

const usage = `npm run bench [-- NAME...]\n\n  NAME   ${Object.keys(benchmarks).join(", ")} (default: all)`;

async function main(): Promise<void> {
  const names = process.argv.slice(2);
  const unknown = names.filter((name) => !(name in benchmarks));
  if (unknown.length > 0) {
    throw new Failure(`unknown benchmark ${unknown.join(", ")}\n\n${usage}`);
  }
  const measurements: Measurement[] = [];
  for (const [name, load] of Object.entries(benchmarks)) {
    if (names.length === 0 || names.includes(name)) {
      console.error(`- measuring ${name}`);
      measurements.push(...(await load()()));
    }
  }
  console.log(report(measurements, new Date()));
  const broken = measurements.filter((measurement) => !holds(measurement));
  if (broken.length > 0) {
    throw new Failure(`limits exceeded: ${broken.map(({ name }) => name).join("; ")}`);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Failure ? `\n${error.message}` : error);
  process.exitCode = 1;
});
