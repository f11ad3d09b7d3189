import { availableParallelism, cpus } from "node:os";
import Table from "cli-table3";
import { holds, type Measurement, ratio } from "./measurement";

/** Formats the measurements as a table, with the date and the machine. */
export function report(measurements: readonly Measurement[], now: Date): string {
  const table = new Table({
    head: ["", "ours", "baseline", "ratio", "at most", "runs", "against"],
    colAligns: ["left", "right", "right", "right", "right", "right", "left"],
    style: { head: [], border: [], compact: true },
  });
  for (const measurement of measurements) {
    const { name, unit, ours, baseline, limit, runs = 1, against } = measurement;
    const verdict = limit === undefined ? "" : `${limit.toFixed(2)} ${holds(measurement) ? "ok" : "BROKEN"}`;
    const amount = (value: number) => `${figure(value)} ${unit}`;
    table.push([name, amount(ours), amount(baseline), ratio(measurement).toFixed(3), verdict, runs, against]);
  }
  const machine = `${availableParallelism()} cores, ${cpus()[0]?.model.trim() ?? "unknown processor"}`;
  return `${now.toISOString().slice(0, 10)}, ${machine}, Node.js ${process.versions.node}\n${table.toString()}`;
}

/** Formats a number with its significant digits. */
function figure(value: number): string {
  const digits = Number.isInteger(value) ? 0 : value < 10 ? 2 : 1;
  return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
