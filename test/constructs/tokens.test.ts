import { Lazy, TerraformVariable } from "cdktf";
import { MesosAgentPool } from "../../constructs";
import { AwsImage, AwsKey } from "../../constructs/clouds/aws";
import { OpenStackImage, OpenStackKey } from "../../constructs/clouds/openstack";
import { OpenStackStack } from "../support/openstack";
import { AwsStack, refusal, type TestStack } from "../support/synth";

/** A reference to a variable of a stack that is not there yet. */
const later = (name: string) => Lazy.stringValue({ produce: () => `\${var.${name}}` });
const variable = (stack: TestStack, name: string) => new TerraformVariable(stack, name, {}).stringValue;

describe("values that are only passed on can be Terraform expressions", () => {
  test("on AWS", () => {
    const stack = new AwsStack({
      image: AwsImage.fromId(later("image")),
      key: AwsKey.existing(later("key")),
      kmsKeyId: later("kms_key"),
      region: later("region"),
    });
    const network = stack.network({
      existing: {
        networkId: variable(stack, "vpc"),
        zones: [
          {
            name: variable(stack, "zone"),
            privateSubnetId: variable(stack, "subnet"),
            privateCidr: "10.16.0.0/20",
          },
        ],
      },
    });
    const masters = stack.masters({ network, machineType: variable(stack, "master_type") });
    const machineType = variable(stack, "agent_type");
    for (const id of ["builds", "more"]) new MesosAgentPool(stack, id, { masters, count: 2, machineType });
    const json = stack.synth();
    expect(json.one("aws_instance", "masters_1")).toMatchObject({
      ami: "${var.image}",
      instance_type: "${var.master_type}",
      key_name: "${var.key}",
    });
    expect(json.one("aws_network_interface", "masters_1").subnet_id).toBe("${var.subnet}");
    expect(json.one("aws_instance", "builds").instance_type).toBe("${var.agent_type}");
  });

  test("on OpenStack", () => {
    const stack = new OpenStackStack({
      image: OpenStackImage.fromId(later("image")),
      key: OpenStackKey.existing(later("key")),
    });
    const masters = stack.masters({ machineType: variable(stack, "flavor") });
    const pool = { masters, count: 2, machineType: variable(stack, "agent_flavor") };
    new MesosAgentPool(stack, "builds", pool);
    const json = stack.synth();
    const flavors = Object.values(json.json.data!.openstack_compute_flavor_v2!).map(({ name }) => name);
    expect(flavors).toEqual(expect.arrayContaining(["${var.flavor}", "${var.agent_flavor}"]));
    expect(json.one("openstack_compute_instance_v2", "masters_1")).toMatchObject({ key_pair: "${var.key}" });
  });

  test("a public key as well", () => {
    const key = AwsKey.fromPublicKey(later("public_key"));
    expect(new AwsStack({ key }).synth().one("aws_key_pair").public_key).toBe("${var.public_key}");
  });
});

const unknown = "a Terraform expression, whose value is not known at synth";
const expression = later("a");
const amount = Lazy.numberValue({ produce: () => 3 });

test.each<[string, () => unknown, string]>([
  ["a count", () => new AwsStack().masters({ count: amount as never }), "masters: count must be a whole"],
  ["a range", () => new AwsStack().network({ cidr: expression }), "network: cidr must be an IPv4 range"],
  ["a number of zones", () => new AwsStack().network({ zoneCount: amount }), "network: zoneCount must be"],
  [
    "a machine type whose image is looked up",
    () => new AwsStack({ image: undefined }).masters({ machineType: expression }),
    "masters: machineType must be known at synth, for the image is looked up by its architecture",
  ],
  [
    "a list of zones",
    () => new AwsStack().network({ zones: Lazy.listValue({ produce: () => ["eu-west-1a"] }) }),
    "network: zones must be a list of zone names that is known at synth",
  ],
])("%s must be known at synth", (_, act, message) => {
  const got = refusal(act);
  expect(got).toContain(`InvalidInput: ${message}`);
  expect(got).toContain(`, got ${unknown}`);
});
