import type { App } from "cdktf";
import type { Construct } from "constructs";
import { AwsCloud, AwsImage, AwsKey } from "../constructs/aws";
import { HandsOn } from "./hands-on";
import { Jenkins2000 } from "./jenkins-2000";
import type { ReferenceStackProps } from "./reference-stack";
import type { Settings } from "./settings";

/** The reference clusters, by name. */
const CLUSTERS = { "hands-on": HandsOn, "jenkins-2000": Jenkins2000 } as const;

/** Every reference cluster on every cloud: the stack `<cluster>-<cloud>`. */
export function addReferenceStacks(app: App, settings: Settings): void {
  for (const [cluster, Stack] of Object.entries(CLUSTERS)) {
    const id = `${cluster}-aws`;
    new Stack(app, id, {
      ...common(id, settings),
      createCloud: (stack) => awsCloud(stack, cluster, settings),
    });
  }
}

function common(id: string, settings: Settings): Omit<ReferenceStackProps, "createCloud"> {
  return { sshFrom: settings.sshFrom, retainData: settings.releaseData !== id };
}

/** A cluster's place in an AWS account. */
export function awsCloud(stack: Construct, cluster: string, settings: Settings): AwsCloud {
  return new AwsCloud(stack, "cloud", {
    cluster,
    key: AwsKey.fromPublicKey(settings.sshPublicKey),
    ...(settings.awsImage ? { image: AwsImage.fromId(settings.awsImage) } : {}),
  });
}
