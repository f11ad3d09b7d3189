import { type Box, type Graph, notesOf, portText } from "./graph";

/** A graph of Graphviz. */
type Dot = import("@viz-js/viz", { with: { "resolution-mode": "import" }}).Graph;

/** Colors that differ in grayscale too. */
const fills: Record<Box["kind"], string> = {
  outside: "#ffffff",
  gateway: "#fde2c8",
  balancer: "#f3e3f7",
  masters: "#d6e6fa",
  agents: "#dcf0dc",
  data: "#fbf0c4",
  service: "#e4e4e4",
};

/** The order of boxes from top to bottom. */
const downwards: readonly Box["kind"][] = [
  "outside",
  "gateway",
  "balancer",
  "masters",
  "agents",
  "data",
  "service",
];

const PUBLIC = "#b3261e";
const INSIDE = "#455a64";
// Graphviz has built-in metrics for this font.
const font = { fontname: "Helvetica" };

/** The picture as SVG, laid out by Graphviz. */
export async function svg(graph: Graph): Promise<string> {
  // An ES module, which CommonJS can only import dynamically.
  const { instance } = await import("@viz-js/viz");
  const viz = await instance();
  const drawn = viz.renderString(dot(graph), { format: "svg" });
  // Fallback fonts with the same metrics.
  return drawn.replaceAll("Helvetica,sans-Serif", "Helvetica, Arial, Liberation Sans, sans-serif");
}

/** The picture as a graph of Graphviz. */
export function dot(graph: Graph): Dot {
  const { title, boxes, group, arrows } = graph;
  const grouped = new Set(group?.members);
  const node = (box: Box) => ({ name: box.name, attributes: nodeAttributes(box, notesOf(graph, box.name)) });
  const inside = boxes.filter(({ kind }) => kind !== "outside");
  // Graphviz supports only edges between boxes: an arrow of the group ends at one of them, and is cut at the border.
  const middle = group?.members[Math.floor(group.members.length / 2)];
  const end = (name: string) => (name === group?.name ? middle! : name);
  const kinds = new Map(boxes.map(({ name, kind }) => [name, kind]));
  const rank = (name: string) => downwards.indexOf(kinds.get(end(name))!);
  return {
    // The picture's title, for screen readers.
    name: title,
    graphAttributes: { rankdir: "TB", compound: true, nodesep: 0.6, ranksep: 0.9, pad: 0.2, ...font },
    nodeAttributes: { shape: "box", style: "filled,rounded", color: INSIDE, margin: "0.22,0.12", ...font },
    edgeAttributes: { fontsize: 11, color: INSIDE, fontcolor: INSIDE, arrowsize: 0.7, ...font },
    nodes: boxes.filter(({ kind }) => kind === "outside").map(node),
    subgraphs: [
      {
        name: "cluster_network",
        graphAttributes: {
          label: title,
          labeljust: "l",
          // No arrow crosses the bottom.
          labelloc: "b",
          ...font,
          style: "rounded",
          color: "#90a4ae",
          // Graphviz reserves no space for labels at the outermost edges.
          margin: 40,
        },
        nodes: inside.filter(({ name }) => !grouped.has(name)).map(node),
        subgraphs: group
          ? [
              {
                name: `cluster_${group.name}`,
                graphAttributes: {
                  label: " ",
                  style: "rounded,dashed",
                  color: "#90a4ae",
                  margin: 12,
                },
                nodes: [
                  // A box instead of a label: edges avoid boxes only.
                  {
                    name: group.name,
                    attributes: {
                      ...nodeAttributes({ name: group.name, lines: [] }, notesOf(graph, group.name)),
                      style: "solid",
                      shape: "plaintext",
                    },
                  },
                  ...inside.filter(({ name }) => grouped.has(name)).map(node),
                ],
              },
            ]
          : [],
      },
    ],
    edges: arrows
      .filter(({ isDrawn }) => isDrawn)
      .map(({ from, to, ports, isPublic }) => {
        // Graphviz places an edge's tail above its head, so arrows that point upwards are reversed.
        const upwards = rank(from) > rank(to);
        const [tail, head] = upwards ? [to, from] : [from, to];
        return {
          tail: end(tail),
          head: end(head),
          attributes: {
            label: ports.map((port) => ` ${portText(port)} `).join("\n"),
            ...(upwards ? { dir: "back" } : {}),
            ...(tail === group?.name ? { ltail: `cluster_${group.name}` } : {}),
            ...(head === group?.name ? { lhead: `cluster_${group.name}` } : {}),
            ...(isPublic ? { color: PUBLIC, fontcolor: PUBLIC, penwidth: 2 } : {}),
          },
        };
      }),
  };
}

function nodeAttributes({ name, kind, lines }: Omit<Box, "kind"> & Partial<Box>, notes: readonly string[]) {
  const small = (text: string) => `<br/><font point-size="11">${text}</font>`;
  return {
    label: { html: `<b>${name}</b>${[...lines, ...notes].map(small).join("")}` },
    ...(kind ? { fillcolor: fills[kind] } : {}),
    ...(kind === "outside" ? { color: PUBLIC, fontcolor: PUBLIC } : {}),
  };
}
