import type { App } from "cdktf";
import { AwsCloud, AwsImage, AwsKey } from "../constructs/clouds/aws";
import { Jenkins2000, type Jenkins2000Agents } from "../stacks/jenkins-2000";
import { emulatorImage, emulatorPublicKey } from "../tools/emulator";

export const stackId = "jenkins-2000-aws";

/** `jenkins-2000-aws` as in main.ts without its Jenkinses. */
export function jenkins2000(app: App, agents?: Jenkins2000Agents, retainData = true): Jenkins2000 {
  return new Jenkins2000(app, stackId, {
    createCloud: (stack) =>
      new AwsCloud(stack, "cloud", {
        cluster: "jenkins-2000",
        key: AwsKey.fromPublicKey(emulatorPublicKey),
        image: AwsImage.fromId(emulatorImage),
      }),
    sshFrom: ["203.0.113.0/24"],
    retainData,
    // Teams are not resources, which are compared.
    teams: 0,
    ...(agents ? { agents } : {}),
  });
}

/** Splits a number of agents over the pools as in the reference cluster (111 + 56 + 150). */
export function agentsInAll(count: number): Jenkins2000Agents {
  const builds = Math.round((count * 111) / 317);
  const jenkinsSmall = Math.round((count * 56) / 317);
  return { builds, jenkinsSmall, jenkinsLarge: count - builds - jenkinsSmall };
}
