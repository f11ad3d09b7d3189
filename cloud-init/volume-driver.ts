import { Part } from "./parts";

/** What the volume driver, which comes as a task, needs of its agent. */
export const volumeDriverParts = (): readonly Part[] => [
  Part.packages(["curl", "python3-boto3", "xfsprogs"]),
  Part.script("object"),
];
