import type { AppDefinition } from "./marathon-app-definition";

/** The name of our volume driver for Docker: that of its socket. */
export const VOLUME_DRIVER = "cdktf-mesos";

/** The volumes of ours that an app's container has, by name. */
export function namedVolumesOf({ container }: AppDefinition): readonly string[] {
  return (container?.docker?.parameters ?? []).flatMap(({ key, value }) => {
    const words = new Map(value.split(",").map((word) => word.split("=", 2) as [string, string]));
    const isOurs = key === "mount" && words.get("volume-driver") === VOLUME_DRIVER;
    return isOurs ? (words.get("source") ?? []) : [];
  });
}
