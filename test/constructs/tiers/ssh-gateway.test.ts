import { ClusterOutputs, MesosAgentPool, SshGateway } from "../../../constructs";
import { renderSshConfig } from "../../../constructs/network/ssh-config";
import * as bad from "../../support/refusals";
import { AwsStack } from "../../support/synth";

test("the gateway is the one machine in a public subnet, with an address that stays", () => {
  const stack = new AwsStack();
  const masters = stack.masters();
  new SshGateway(stack, "gateway", {
    network: masters.network,
    allowFrom: ["203.0.113.0/24", "198.51.100.0/24"],
  });
  const json = stack.synth();
  const isPublic = json
    .all("aws_network_interface")
    .filter(([, eni]) => (eni.subnet_id as string).includes("public"));
  expect(isPublic.map(([id]) => id.split("_")[0])).toEqual(["gateway"]);
  expect(json.one("aws_eip", "gateway").network_interface).toBe(
    `\${aws_network_interface.${isPublic[0]![0]}.id}`,
  );
  expect(json.one("aws_instance", "gateway")).toMatchObject({ instance_type: "t3.micro" });
  expect(json.all("aws_ebs_volume").filter(([id]) => id.startsWith("gateway"))).toEqual([]);
});

test("its ssh_config names every node, a pool's by Terraform, with the way to them", () => {
  const text = renderSshConfig({
    cluster: "ci",
    user: "admin",
    gateway: { name: "gateway", address: "192.0.2.1" },
    hosts: [
      { name: "masters-1", address: "10.16.32.10" },
      { name: "builds", addresses: "aws_instance.builds[*].private_ip" },
    ],
  });
  expect(text).toBe(
    [
      "Host ci-gateway",
      "  HostName 192.0.2.1",
      "  User admin",
      "Host ci-masters-1",
      "  HostName 10.16.32.10",
      '${join("", [for i, address in aws_instance.builds[*].private_ip : "Host ci-builds-${i + 1}\\n  HostName ${address}\\n"])}' +
        "Host ci-* !ci-gateway",
      "  User admin",
      "  ProxyJump ci-gateway",
      "",
    ].join("\n"),
  );
});

test("tiers that join after the gateway are in it", () => {
  const stack = new AwsStack();
  const network = stack.network();
  const gateway = new SshGateway(stack, "gateway", { network, allowFrom: [] });
  const masters = stack.masters({ network });
  new MesosAgentPool(stack, "builds", { masters, machineType: "c5.large", count: 2 });
  new ClusterOutputs(stack, "outputs", { masters, gateway });
  const text = stack.synth().json.output?.ssh_config?.value;
  expect(text).toContain("Host ci-masters-3");
  expect(text).toContain("Host ci-builds-${i + 1}");
});

bad.testRefusals({
  "ssh from everywhere, said once": [
    bad.gateway({ allowFrom: ["0.0.0.0/0"] }),
    "gateway: allowFrom opens ssh to the whole internet, got 0.0.0.0/0; name your own ranges, or say it twice with allowFromAnywhere: true",
  ],
  "a second gateway of one name elsewhere": [
    () => {
      const stack = new AwsStack();
      const network = stack.network();
      const props = { network, allowFrom: ["203.0.113.0/24"] };
      new SshGateway(stack, "gateway", props);
      new SshGateway(network, "gateway", props);
    },
    "gateway: the network has a tier of that name already; give this one another id",
  ],
  "a range that is an address": [
    bad.gateway({ allowFrom: ["203.0.113.7"] }),
    "gateway: allowFrom must be an IPv4 range",
  ],
});

test("a way in for everyone is taken where it is meant", () => {
  bad.gateway({ allowFrom: ["0.0.0.0/0"], allowFromAnywhere: true })();
  bad.masters({ loadBalancer: { isPublic: true, allowFrom: ["0.0.0.0/0"], allowFromAnywhere: true } })();
});
