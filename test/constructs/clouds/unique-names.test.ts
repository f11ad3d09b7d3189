import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";
import { MesosMasterTier, VpcNetwork } from "../../../constructs";
import type { AwsCloudProps } from "../../../constructs/clouds/aws";
import { awsCloud, refusal } from "../../support/synth";

/** Two stacks of one app with a cluster of one name each. */
const twice = (props: (stack: TerraformStack, id: string) => Partial<AwsCloudProps>) => {
  const app = new App();
  for (const id of ["staging", "production"]) {
    const stack = new TerraformStack(app, id);
    const network = new VpcNetwork(stack, "network", {
      cloud: awsCloud(stack, "ci", props(stack, id)),
      cidr: "10.16.0.0/16",
    });
    new MesosMasterTier(stack, "masters", { network, count: 1, machineType: "m5.large" });
  }
};

test("two clusters of one name in one place are refused", () => {
  expect(refusal(() => twice(() => ({})))).toContain(
    'production/masters/pages/load-balancer: the name of a load balancer in a region must be its own, got "ci-masters-pages", which staging/masters/pages/load-balancer has',
  );
});

test("two clusters of one name are fine in two regions, or in two accounts", () => {
  twice((_, id) => ({ region: { staging: "eu-west-1", production: "us-east-1" }[id]! }));
  twice((stack, id) => ({ provider: new AwsProvider(stack, "aws", { profile: id }) }));
});
