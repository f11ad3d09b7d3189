import { join } from "node:path";
import { App } from "cdktf";
import type { Edge, Member } from "../../constructs";
import { Port } from "../../constructs";
import { addReferenceStacks, clusterNames } from "../../stacks";
import { edgesOf, graphOf } from "../../tools/picture/graph";
import { mermaid } from "../../tools/picture/mermaid";
import { graphOfStack } from "../../tools/picture/stack";
import { svg } from "../../tools/picture/svg";
import { testKey } from "../support/synth";

const app = new App();
addReferenceStacks(app, { sshPublicKey: testKey, sshFrom: ["203.0.113.0/24"] });
const stacks = clusterNames.map((cluster) => app.node.findChild(`${cluster}-aws`));

const pool = (name: string, machines: Member["machines"] = 3): Member => ({
  name,
  kind: "agents",
  machineType: "m5.large",
  machines,
  zoneIndexes: [0, 1],
});
const edge = (from: string, to: string, port: Edge["port"]): Edge => ({ from, to, port, why: "" });

test.each(stacks)("the picture of $node.id shows exactly what its firewalls allow", (stack) => {
  const graph = graphOfStack(stack);
  const network = stack.node.findChild("network") as unknown as { topology: { edges: readonly Edge[] } };
  const open = network.topology.edges.map(({ from, to, port }) => `${from} ${to} ${port.from}-${port.to}`);
  expect(open.length).toBeGreaterThan(10);
  expect(edgesOf(graph).sort()).toEqual(open.sort());
});

test("edges of all pools are drawn once, edges of one pool separately", () => {
  const members = [pool("a"), pool("b"), { ...pool("m"), kind: "masters" as const }];
  const graph = graphOf(
    {
      members,
      edges: [
        ...["a", "b"].map((name) => edge(name, "m", Port.mesosMaster)),
        ...["a", "b"].flatMap((from) => ["a", "b"].map((to) => edge(from, to, Port.tasks))),
        edge("m", "b", Port.mesosAgent),
      ],
    },
    "",
  );
  expect(graph.arrows.map(({ from, to }) => `${from} ${to}`)).toEqual(["agents m", "agents agents", "m b"]);
});

test("a pool shows its size, a scaled one its bounds, and edges from outside are public", () => {
  const graph = graphOf(
    {
      members: [pool("one"), pool("scaled", { min: 2, max: 20 })],
      edges: [edge("203.0.113.0/24", "one", Port.ssh), edge("one", "scaled", Port.tasks)],
    },
    "",
  );
  expect(graph.boxes.map(({ name, lines }) => [name, ...lines])).toEqual([
    ["203.0.113.0/24"],
    ["one", "3 × m5.large", "zones 1, 2"],
    ["scaled", "2 to 20 × m5.large", "zones 1, 2"],
  ]);
  expect(graph.arrows.map(({ isPublic }) => isPublic)).toEqual([true, false]);
});

test("the pictures in docs/ are up to date", async () => {
  for (const stack of stacks) {
    const graph = graphOfStack(stack);
    const file = join(__dirname, "..", "..", "docs", "pictures", stack.node.id);
    expect(await svg(graph)).toMatchFile(`${file}.svg`);
    expect(mermaid(graph)).toMatchFile(`${file}.mmd`);
  }
});
