import { MesosMasterTier } from "../../../../constructs";
import { AwsImage, AwsKey } from "../../../../constructs/clouds/aws";
import { architectureOf } from "../../../../constructs/clouds/aws/image";
import * as bad from "../../../support/refusals";
import { AwsStack } from "../../../support/synth";

bad.testRefusals({
  "a cluster name with capitals": [
    bad.cloud({ cluster: "CI" }),
    "cloud: cluster must be a name of at most 20 small letters",
  ],
  "a cluster name that AWS keeps for itself": [
    bad.cloud({ cluster: "internal" }),
    'cloud: cluster must be a name of at most 20 small letters, digits and dashes such as ci, other than internal and sg, got "internal"',
  ],
  "an alias in the place of a key": [
    bad.cloud({ kmsKeyId: "alias/ci" }),
    "cloud: kmsKeyId must be the ARN of a key such as arn:aws:kms:eu-west-1:111122223333:key/…, not an alias, got",
  ],
  "a tag of AWS's own": [bad.cloud({ tags: { "aws:owner": "x" } }), "cloud: tags must have keys of 1 to 128"],
  "a tag that is too long": [
    bad.pool({ tags: { note: "x".repeat(257) } }),
    "builds: tags.note must be at most 256 letters",
  ],
  "a tier whose id hosts cannot have": [
    () =>
      new MesosMasterTier(new AwsStack(), "mesos_masters", {
        network: new AwsStack().network(),
        count: 1,
        machineType: "m5.large",
      }),
    "mesos_masters: the id of a tier must be at most 40 letters, digits and dashes",
  ],
  "a region that is none": [
    bad.cloud({ region: "europe" }),
    "cloud: region must be a region such as eu-west-1, got",
  ],
  "an unknown cloud prop": [
    bad.cloud({ zone: "eu-west-1a" }),
    "cloud: unknown prop zone, known are cluster, key,",
  ],
  "a key that is none": [
    () => AwsKey.fromPublicKey("AAAA"),
    'key must be an OpenSSH public key such as "ssh-ed25519 AAAA…", got "AAAA"',
  ],
  "an image that is none": [
    () => AwsImage.fromId("debian"),
    'image must be an id such as ami-0123456789abcdef0, got "debian"',
  ],
  "an image with another system": [
    () => AwsImage.fromId("ami-0123456789abcdef0", { system: "debian-11" as never }),
    'image: system must be debian-12 or ubuntu-24.04, got "debian-11"',
  ],
});

test.each([
  ["a1.large", "arm64"],
  ["t4g.micro", "arm64"],
  ["m6gd.metal", "arm64"],
  ["c7gn.16xlarge", "arm64"],
  ["im4gn.large", "arm64"],
  ["is4gen.large", "arm64"],
  ["x2gd.large", "arm64"],
  ["g5g.xlarge", "arm64"],
  ["g5.xlarge", "x86_64"],
  ["c3.2xlarge", "x86_64"],
  ["m7i-flex.large", "x86_64"],
  ["p4d.24xlarge", "x86_64"],
] as const)("%s is %s", (machineType, architecture) =>
  expect(architectureOf(machineType)).toBe(architecture),
);
