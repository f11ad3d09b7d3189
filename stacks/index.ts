import type { App } from "cdktf";
import type { Construct } from "constructs";
import { AwsCloud, AwsImage, AwsKey } from "../constructs/clouds/aws";
import {
  OpenStackCloud,
  OpenStackFlavor,
  OpenStackImage,
  OpenStackKey,
} from "../constructs/clouds/openstack";
import { HandsOn } from "./hands-on";
import { Jenkins40 } from "./jenkins-40";
import { Jenkins2000 } from "./jenkins-2000";
import { JenkinsHa } from "./jenkins-ha";
import { Pipeline } from "./pipeline";
import { TEAMS } from "./reference-stack";
import type { Settings } from "./settings";

const CLUSTERS = {
  "hands-on": HandsOn,
  "jenkins-40": Jenkins40,
  "jenkins-ha": JenkinsHa,
  "jenkins-2000": Jenkins2000,
  pipeline: Pipeline,
} as const;

export const clusterNames = Object.keys(CLUSTERS) as readonly (keyof typeof CLUSTERS)[];

/** Adds every reference cluster on every cloud, as the stack `<cluster>-<cloud>`. */
export function addReferenceStacks(app: App, settings: Settings): void {
  for (const [cluster, Stack] of Object.entries(CLUSTERS)) {
    for (const [cloud, create] of Object.entries({ aws: awsCloud, openstack: openStackCloud })) {
      const id = `${cluster}-${cloud}`;
      new Stack(app, id, {
        ...common(id, settings),
        createCloud: (stack) => create(stack, cluster, settings),
      });
    }
  }
}

function common(id: string, settings: Settings) {
  const { sshFrom, webFrom, jenkins, teams = TEAMS } = settings;
  return { sshFrom, webFrom, jenkins, teams, retainData: settings.releaseData !== id };
}

export function awsCloud(stack: Construct, cluster: string, settings: Settings): AwsCloud {
  return new AwsCloud(stack, "cloud", {
    cluster,
    key: AwsKey.fromPublicKey(settings.sshPublicKey),
    ...(settings.awsImage ? { image: AwsImage.fromId(settings.awsImage) } : {}),
  });
}

export function openStackCloud(stack: Construct, cluster: string, settings: Settings): OpenStackCloud {
  const { image = "ubuntu-24.04", externalNetwork = "public", flavors = {} } = settings.openStack ?? {};
  return new OpenStackCloud(stack, "cloud", {
    cluster,
    key: OpenStackKey.fromPublicKey(settings.sshPublicKey),
    image: UUID.test(image) ? OpenStackImage.fromId(image) : OpenStackImage.named(image),
    externalNetwork,
    gatewayMachineType: "m1.small",
    flavors: Object.fromEntries(
      Object.entries(flavors).map(([type, flavor]) => [type, OpenStackFlavor.named(flavor)]),
    ),
  });
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
