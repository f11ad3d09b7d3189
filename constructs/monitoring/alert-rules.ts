import { z } from "zod";
import { anyText, listOf, nested, type PropChecks, wholeNumber } from "../checks/props";

/** Something that is wrong when it has lasted for a while. */
export interface Lasting {
  /** How long it must have lasted, in minutes. */
  readonly minutes?: number;
}

/** A share that must not be used up. */
export interface PercentAlert extends Lasting {
  /** From how many percent on. */
  readonly percent?: number;
}

/** A number of something. */
export interface CountAlert extends Lasting {
  /** From how many on. */
  readonly atLeast?: number;
}

/** What is worth an alert; `false` leaves one out. */
export interface AlertOptions {
  /** A role has used its cpus or its memory: new tasks wait. @default 90 % for 10 minutes */
  readonly roleShort?: PercentAlert | false;
  /** Agents that the leading master has lost. @default 1 for 5 minutes */
  readonly agentsLost?: CountAlert | false;
  /**
   * Names of frameworks that must stay registered and active. One that was never seen is not missed: Jenkins registers
   * at its first build. There is one alert each time that one goes.
   *
   * @default "marathon", where the masters have it
   */
  readonly frameworks?: readonly string[];
  /** How long one of `frameworks` may be gone, in minutes. @default 5 */
  readonly frameworkGoneMinutes?: number;
  /** A file system of a node is full, in bytes or in inodes. @default 85 % for 5 minutes */
  readonly diskFilling?: PercentAlert | false;
  /** Builds that failed, of all Jenkins masters together, within that time. @default 20 within 60 minutes */
  readonly failedBuilds?: CountAlert | false;
  /** No ZooKeeper server leads, or none answers. @default for 3 minutes */
  readonly zooKeeperQuorum?: Lasting | false;
  /** The same alert is sent again after so many minutes, if it still holds; not that of `frameworks`. @default 60 */
  readonly repeatMinutes?: number;
}

const minutes = wholeNumber(1, 1440).optional();
/** An alert's own options, or `false`; not a union, which would not say what is wrong within them. */
const option = (check: z.ZodType) =>
  z
    .any()
    .superRefine((value, context) => {
      if (value === false) return;
      const result = check.safeParse(value, { reportInput: true });
      for (const issue of result.error?.issues ?? []) context.addIssue({ ...issue } as never);
    })
    .optional();
const percent = nested<PercentAlert>({ percent: wholeNumber(1, 100).optional(), minutes });
const count = nested<CountAlert>({ atLeast: wholeNumber(1).optional(), minutes });

/** The checks of {@link AlertOptions}. */
export const alertChecks: PropChecks<AlertOptions> = {
  roleShort: option(percent),
  agentsLost: option(count),
  frameworks: listOf(anyText, "names of frameworks").optional(),
  frameworkGoneMinutes: minutes,
  diskFilling: option(percent),
  failedBuilds: option(count),
  zooKeeperQuorum: option(nested<Lasting>({ minutes })),
  repeatMinutes: wholeNumber(1, 10080).optional(),
};

/** An alert as ElastAlert knows it, without its receivers. */
export type AlertRule = Readonly<Record<string, unknown>>;

/** The rules of a cluster, by name. */
export function alertRules(cluster: string, options: AlertOptions): Readonly<Record<string, AlertRule>> {
  const {
    roleShort = {},
    agentsLost = {},
    diskFilling = {},
    failedBuilds = {},
    zooKeeperQuorum = {},
  } = options;
  const { frameworks = [], frameworkGoneMinutes = 5, repeatMinutes = 60 } = options;
  const rule = (kind: "logs" | "metrics", query: string, minutes: number, more: object): AlertRule => ({
    index: `${cluster}-${kind}-*`,
    filter: [{ query_string: { query } }],
    timeframe: { minutes },
    realert: { minutes: repeatMinutes },
    ...more,
  });
  const subject = (text: string, ...args: string[]) => ({
    alert_subject: `${cluster}: ${text}`,
    ...(args.length > 0 ? { alert_subject_args: args } : {}),
  });
  // A document a minute, of which one may be late.
  const lasting = (minutes: number) => ({ type: "frequency", num_events: Math.max(1, minutes - 1) });
  const missing = { type: "flatline", threshold: 1 };
  const rules: Record<string, AlertRule> = {};
  if (roleShort) {
    const { percent = 90, minutes = 10 } = roleShort;
    const used = ["cpus", "mem"].map((kind) => `mesos_role.${kind}_used_percent:>=${percent}`).join(" OR ");
    rules["role-short"] = rule("metrics", used, minutes, {
      ...lasting(minutes),
      query_key: "mesos_role.name",
      ...subject(
        "role {0} has used {1} % of its cpus, {2} % of its memory",
        "mesos_role.name",
        "mesos_role.cpus_used_percent",
        "mesos_role.mem_used_percent",
      ),
    });
  }
  if (agentsLost) {
    const { atLeast = 1, minutes = 5 } = agentsLost;
    const lost = ["unreachable", "disconnected"].map((how) => `mesos_master.slaves_${how}:>=${atLeast}`);
    rules["agents-lost"] = rule("metrics", `mesos_master.elected:>=1 AND (${lost.join(" OR ")})`, minutes, {
      ...lasting(minutes),
      ...subject(
        "agents are lost: {0} unreachable, {1} disconnected",
        "mesos_master.slaves_unreachable",
        "mesos_master.slaves_disconnected",
      ),
    });
  }
  if (frameworks.length > 0) {
    const names = frameworks.map((name) => JSON.stringify(name)).join(" OR ");
    const query = `mesos_framework.active:>=1 AND mesos_framework.name:(${names})`;
    rules["framework-gone"] = rule("metrics", query, frameworkGoneMinutes, {
      ...missing,
      // By name, a flatline is looked for only where there was something, and forgotten once it was found.
      query_key: "mesos_framework.name",
      forget_keys: true,
      // After a restart of ElastAlert, a framework that went a moment before was still seen.
      scan_entire_timeframe: true,
      // It is one alert each time as it is; a pause would lose the alert of a framework that goes twice.
      realert: { minutes: 0 },
      ...subject("framework {0} is gone", "key"),
    });
  }
  if (diskFilling) {
    const { percent = 85, minutes = 5 } = diskFilling;
    const full = ["used", "inodes"].map((what) => `filesystem.${what}_percent:>=${percent}`).join(" OR ");
    rules["disk-filling"] = rule("metrics", full, minutes, {
      ...lasting(minutes),
      query_key: ["host", "filesystem.mount"],
      ...subject("{0}: {1} is {2} % full", "host", "filesystem.mount", "filesystem.used_percent"),
    });
  }
  if (failedBuilds) {
    const { atLeast = 20, minutes = 60 } = failedBuilds;
    rules["failed-builds"] = rule("logs", 'program:docker AND message:"completed FAILURE"', minutes, {
      type: "frequency",
      num_events: atLeast,
      ...subject(`${atLeast} builds have failed within ${minutes} minutes`),
    });
  }
  if (zooKeeperQuorum) {
    const { minutes = 3 } = zooKeeperQuorum;
    rules["zookeeper-quorum"] = rule("metrics", "zookeeper.leads:>=1", minutes, {
      ...missing,
      ...subject("no ZooKeeper server leads: Mesos and Marathon stand still"),
    });
  }
  return rules;
}
