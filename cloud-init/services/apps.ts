import { InvalidInput } from "../checks/invalid-input";
import { Part } from "../document/parts";
import { scriptPath } from "../document/scripts";
import { environmentText, serviceUnit, unit } from "../document/systemd";

/** What brings the apps of a cluster up on its Marathon. */
export interface AppsInput {
  /** The location of their definitions, as `cdktf-mesos-object` takes it: `s3://bucket/key`, or a URL. */
  readonly definitions: string;
  /** The location of the program that reads them, in the same form: a running master gets a corrected program from there too. */
  readonly program: string;
  /** This node's Marathon: `http://address:8080`. */
  readonly marathon: string;
}

const program = "/var/lib/cdktf-mesos/apps.py";

/** @throws InvalidInput for a location that `cdktf-mesos-object` does not take */
export function checkObject(what: string, location: string): void {
  // A Terraform expression is a placeholder for a URL that the cloud gives.
  if (!/^((s3|https?):\/\/\S+|\$\{\S+\})$/.test(location)) {
    throw new InvalidInput(`${what} must be s3://bucket/key or a URL, got "${location}"`);
  }
}

/** A timer that compares, every minute, what runs on Marathon with what is defined. */
export function appsParts(input: AppsInput): readonly Part[] {
  for (const [name, location] of Object.entries(input)) checkObject(`${name} of apps`, location);
  return [
    Part.packages(["python3"]),
    Part.script("object"),
    Part.file(
      "/etc/cdktf-mesos/apps.env",
      environmentText({
        DEFINITIONS: input.definitions,
        PROGRAM: input.program,
        MARATHON: input.marathon,
      }),
    ),
    unit("cdktf-mesos-apps.service", {
      Unit: {
        Description: "Bring up the apps of the cluster",
        Wants: "network-online.target",
        After: ["network-online.target", "marathon.service"],
        ConditionPathExists: serviceUnit.ConditionPathExists,
      },
      Service: {
        Type: "oneshot",
        EnvironmentFile: "/etc/cdktf-mesos/apps.env",
        // A dash: where it cannot be had, the one of the last time does.
        ExecStartPre: `-${scriptPath("object")} \${PROGRAM} ${program}`,
        ExecStart: `/usr/bin/python3 ${program} \${DEFINITIONS} \${MARATHON}`,
        TimeoutStartSec: "900",
      },
    }),
    unit("cdktf-mesos-apps.timer", {
      Unit: { Description: "Look after the apps of the cluster" },
      Timer: { OnActiveSec: "15s", OnUnitInactiveSec: "1min" },
      Install: { WantedBy: "timers.target" },
    }),
    Part.service("cdktf-mesos-apps.timer", { enabled: true }),
  ];
}
