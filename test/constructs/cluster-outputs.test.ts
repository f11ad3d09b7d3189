import { ClusterOutputs } from "../../constructs";
import * as bad from "../support/refusals";
import { AwsStack } from "../support/synth";

bad.testRefusals({
  "the outputs of a stack, twice": [
    () => {
      const stack = new AwsStack();
      const masters = stack.masters();
      new ClusterOutputs(stack, "outputs", { masters });
      new ClusterOutputs(masters, "more", { masters });
    },
    "more: the stack has ClusterOutputs already, outputs; their names are Terraform's, without a prefix: give the other cluster a stack of its own",
  ],
});
