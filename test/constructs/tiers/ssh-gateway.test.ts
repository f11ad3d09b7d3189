import { ClusterOutputs, MesosAgentPool, SshGateway } from "../../../constructs";
import { renderSshConfig } from "../../../constructs/network/ssh-config";
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
