import { stringify } from "yaml";
import { InvalidInput } from "../checks/invalid-input";
import { readProgram } from "../document/scripts";
import { monitoringFolder } from "./monitoring";

/** What alerts search for in Elasticsearch, and who receives them. */
export interface AlertsInput {
  /** Elasticsearch nodes as `host:port`. */
  readonly hosts: readonly string[];
  /** The index that keeps which alerts were sent. */
  readonly index: string;
  /** Rules in ElastAlert's own terms, by name. `${NAME}` in one is filled from `secrets`. */
  readonly rules: Readonly<Record<string, object>>;
  /** Files on the node that must be there, by the variable that they fill. @default none */
  readonly secrets?: Readonly<Record<string, string>>;
}

/** The settings of ElastAlert 2, its rules, and its packages: each in one version, with its checksum. */
export function alertsFiles(input: AlertsInput): Readonly<Record<string, string>> {
  const { hosts, index, rules, secrets = {} } = input;
  const [first] = hosts;
  if (first === undefined)
    throw new InvalidInput("hosts must name at least one Elasticsearch node, got none");
  const configuration = {
    rules_folder: `${monitoringFolder}/rules`,
    run_every: { minutes: 1 },
    // Documents come a little late, and this far back they are looked for again.
    buffer_time: { minutes: 10 },
    es_host: first.split(":")[0],
    es_port: Number(first.split(":")[1]),
    es_hosts: [...hosts],
    writeback_index: index,
    alert_time_limit: { days: 1 },
  };
  const lines = Object.entries(secrets).map(([name, file]) => `${name} ${file}\n`);
  return {
    "requirements.txt": readProgram("elastalert.txt"),
    "elastalert.yaml": stringify(configuration),
    secrets: lines.join(""),
    ...Object.fromEntries(
      Object.entries(rules).map(([name, rule]) => [
        `rules/${name}.yaml`,
        stringify({ name, ...rule }, { lineWidth: 0 }),
      ]),
    ),
  };
}
