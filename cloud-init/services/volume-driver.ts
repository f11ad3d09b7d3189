import { Part } from "../document/parts";
import { checkObject } from "./apps";

/** What the volume driver, which comes as a task, needs of its agent. */
export interface VolumeDriverInput {
  /** What the places of its programs begin with, as `cdktf-mesos-object` takes them; the task knows the rest. */
  readonly programs: string;
}

export function volumeDriverParts({ programs }: VolumeDriverInput): readonly Part[] {
  checkObject("programs of a volume driver", programs);
  return [
    Part.packages(["curl", "python3-boto3", "xfsprogs"]),
    Part.script("object"),
    Part.file("/etc/cdktf-mesos/volume-driver", `${programs}\n`),
  ];
}
