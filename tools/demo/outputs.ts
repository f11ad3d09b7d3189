import Table from "cli-table3";

/** What `terraform output -json` prints. */
export type Outputs = Readonly<Record<string, { readonly value: unknown }>>;

interface Figures {
  readonly machines: number;
  readonly agents?: number;
  readonly vcpu: number;
  readonly memory_gib: number;
}

/** The value of the output `capacity`. */
export interface Capacity {
  readonly tiers: Readonly<Record<string, Figures>>;
  readonly total: Figures;
}

/** Formats a stack's outputs: short ones in columns, long ones indented, capacity as a table. */
export function formatOutputs(outputs: Outputs): string {
  const values = Object.entries(outputs).map(([name, { value }]) => [name, value] as const);
  const short = values.filter(([, value]) => typeof value !== "object" && !String(value).includes("\n"));
  const long = values.filter((entry) => !short.includes(entry));
  const width = Math.max(0, ...short.map(([name]) => name.length));
  return [
    short.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join("\n"),
    ...long.map(([name, value]) => `  ${name}\n${indent(formatValue(value))}`),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function formatValue(value: unknown): string {
  if (isCapacity(value)) {
    return capacityTable(value);
  }
  return typeof value === "string" ? value.trimEnd() : JSON.stringify(value, undefined, 2);
}

function capacityTable({ tiers, total }: Capacity): string {
  const number = (value: number) => value.toLocaleString("en-US");
  const row = ({ machines, vcpu, memory_gib }: Figures) => [
    number(machines),
    number(vcpu),
    number(memory_gib),
  ];
  const table = new Table({
    head: ["tier", "machines", "vCPU", "memory GiB"],
    colAligns: ["left", "right", "right", "right"],
    style: { head: [], border: [], compact: true },
  });
  for (const [tier, figures] of Object.entries(tiers)) {
    table.push([tier, ...row(figures)]);
  }
  const agents = total.agents === undefined ? "" : ` (${number(total.agents)} agents)`;
  table.push([`total${agents}`, ...row(total)]);
  return table.toString();
}

function isCapacity(value: unknown): value is Capacity {
  return typeof value === "object" && value !== null && "tiers" in value && "total" in value;
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "    ");
}
