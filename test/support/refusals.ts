import {
  DockerRegistry,
  ElasticsearchNodes,
  MesosAgentPool,
  Monitoring,
  Receiver,
  SharedStorage,
  SshGateway,
  Volume,
} from "../../constructs";
import type { Anything } from "./anything";
import { AwsStack, refusal } from "./synth";

/** Cases by what is wrong: what to do, and what the message must contain. */
export type Refusals = Readonly<Record<string, readonly [act: () => unknown, message: string]>>;

/** A test for each case. Messages are in lower case: they begin with who it is about. */
export function testRefusals(refusals: Refusals): void {
  test.each(Object.entries(refusals))("%s is refused", (_what, [act, message]) => {
    const got = refusal(act);
    expect(got).toContain(message);
    expect(got).toMatch(/^InvalidInput: [^A-Z]/);
  });
}

// Each makes a construct with props as a plain JavaScript caller could give them.
export const pool = (props: Anything) => () => {
  const masters = new AwsStack().masters();
  return new MesosAgentPool(masters.network, "builds", {
    masters,
    machineType: "c5.2xlarge",
    count: 3,
    ...props,
  });
};

export const masters = (props: Anything) => () => new AwsStack().masters(props);

export const network = (props: Anything) => () => new AwsStack().network(props);

export const search = (props: Anything) => () => {
  const stack = new AwsStack();
  return new ElasticsearchNodes(stack, "search", {
    network: stack.network(),
    count: 3,
    machineType: "m5.large",
    dataVolume: { sizeGiB: 100 },
    ...props,
  });
};

export const registry = (props: (stack: AwsStack) => Anything) => () => {
  const stack = new AwsStack();
  const { network = stack.network(), ...others } = props(stack);
  return new DockerRegistry(stack, "registry", { network, machineType: "m5.large", ...others });
};

export const shared = (props: Anything) => () => {
  const stack = new AwsStack();
  return new SharedStorage(stack, "shared", { network: stack.network(), ...props });
};

export const webhook = () => Receiver.webhook({ url: "https://hooks.example.org/ci" });

/** Monitoring of a cluster, once for each of the props; each at an address of its own. */
export const monitoring =
  (...each: Anything[]) =>
  () => {
    const stack = new AwsStack();
    const network = stack.network();
    const masters = stack.masters({ network });
    const nodes = new ElasticsearchNodes(stack, "search", {
      network,
      count: 3,
      machineType: "m5.large",
      dataVolume: { sizeGiB: 100 },
    });
    for (const [i, props] of each.entries()) {
      new Monitoring(stack, i ? `monitoring-${i + 1}` : "monitoring", {
        search: nodes,
        masters,
        machineType: "t3.medium",
        receivers: [webhook()],
        firstHost: 22 + i,
        ...props,
      });
    }
  };

export const twoPlacesForLogs = () => {
  const stack = new AwsStack();
  const network = stack.network();
  const nodes = (id: string, firstHost: number) =>
    new ElasticsearchNodes(stack, id, {
      network,
      count: 1,
      machineType: "m5.large",
      dataVolume: { sizeGiB: 100 },
      firstHost,
    });
  for (const [id, firstHost] of [
    ["search", 32],
    ["other", 40],
  ] as const)
    network.shipLogsTo(nodes(id, firstHost));
};

export const gateway = (props: Anything) => () => {
  const stack = new AwsStack();
  return new SshGateway(stack, "gateway", {
    network: stack.network(),
    allowFrom: ["203.0.113.0/24"],
    ...props,
  });
};

export const cloud = (props: Anything) => () => new AwsStack(props);

export const volumes = (count: number) =>
  Array.from({ length: count }, (_, i) => Volume.ephemeral(`/data/${i}`, { sizeGiB: 10 }));

export const zone = (name: string, privateCidr: string) => ({
  name,
  privateSubnetId: "subnet-1",
  privateCidr,
});

/** Text that gzip cannot shorten: a little generator, the same on every machine. */
export function incompressible(length: number): string {
  let state = 1;
  return Array.from({ length }, () => {
    state = (state * 48271) % 0x7fffffff;
    return String.fromCharCode(33 + (state % 90));
  }).join("");
}
