import { type Arrow, type Box, type Graph, portText } from "./graph";

/** A graph as Graphviz takes it. */
type Dot = import("@viz-js/viz", { with: { "resolution-mode": "import" }}).Graph;

/** Fills that are told apart in greys too. */
const fills: Record<Box["kind"], string> = {
  outside: "#ffffff",
  gateway: "#fde2c8",
  balancer: "#f3e3f7",
  masters: "#d6e6fa",
  agents: "#dcf0dc",
  data: "#fbf0c4",
  monitoring: "#e0f2f1",
};

const PUBLIC = "#b3261e";
const INSIDE = "#455a64";
// Graphviz knows how wide its letters are, without any font being there.
const font = { fontname: "Helvetica" };

/** The picture as SVG, laid out by Graphviz. */
export async function svg(graph: Graph): Promise<string> {
  // An ES module: there is no other way in from here.
  const { instance } = await import("@viz-js/viz");
  const viz = await instance();
  const drawn = viz.renderString(dot(graph), { format: "svg" });
  // Letters as wide as those it has reckoned with, wherever it is looked at.
  return drawn.replaceAll("Helvetica,sans-Serif", "Helvetica, Arial, Liberation Sans, sans-serif");
}

/** The picture as Graphviz takes it. */
export function dot({ title, boxes, group, arrows }: Graph): Dot {
  const grouped = new Set(group?.members);
  const among = (name: string) => arrows.find(({ from, to }) => from === name && to === name);
  const node = (box: Box) => ({ name: box.name, attributes: nodeAttributes(box, among(box.name)) });
  const inside = boxes.filter(({ kind }) => kind !== "outside");
  // Graphviz draws to boxes alone: an arrow of the group ends at one of them, and is cut at the group's border.
  const middle = group?.members[Math.floor(group.members.length / 2)];
  const end = (name: string) => (name === group?.name ? middle! : name);
  return {
    // The picture's title, for who cannot see it.
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
          ...font,
          style: "rounded",
          color: "#90a4ae",
          margin: 18,
        },
        nodes: inside.filter(({ name }) => !grouped.has(name)).map(node),
        subgraphs: group
          ? [
              {
                name: `cluster_${group.name}`,
                graphAttributes: {
                  label: [group.name, ...(among(group.name) ? [amongLabel(among(group.name)!)] : [])].join(
                    "\n",
                  ),
                  labeljust: "l",
                  fontsize: 12,
                  ...font,
                  style: "rounded,dashed",
                  color: "#90a4ae",
                  margin: 12,
                },
                nodes: inside.filter(({ name }) => grouped.has(name)).map(node),
              },
            ]
          : [],
      },
    ],
    edges: arrows
      .filter(({ from, to }) => from !== to)
      .map(({ from, to, ports, isPublic }) => ({
        tail: end(from),
        head: end(to),
        attributes: {
          label: ports.map((port) => ` ${portText(port)} `).join("\n"),
          ...(from === group?.name ? { ltail: `cluster_${group.name}` } : {}),
          ...(to === group?.name ? { lhead: `cluster_${group.name}` } : {}),
          ...(isPublic ? { color: PUBLIC, fontcolor: PUBLIC, penwidth: 2 } : {}),
        },
      })),
  };
}

function nodeAttributes({ name, kind, lines }: Box, among?: Arrow) {
  const small = (text: string) => `<br/><font point-size="11">${text}</font>`;
  const rest = [...lines, ...(among ? [amongLabel(among)] : [])].flatMap((line) => line.split("\n"));
  return {
    label: { html: `<b>${name}</b>${rest.map(small).join("")}` },
    fillcolor: fills[kind],
    ...(kind === "outside" ? { color: PUBLIC, fontcolor: PUBLIC } : {}),
  };
}

const amongLabel = ({ ports }: Arrow): string => ["among themselves:", ...ports.map(portText)].join("\n");
