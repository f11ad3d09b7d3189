import { type Box, type Graph, notesOf, portText } from "./graph";

/** The picture as a Mermaid flowchart, for a README. */
export function mermaid(graph: Graph): string {
  const { title, boxes, group, arrows } = graph;
  const ids = new Map(
    [...boxes.map(({ name }) => name), group?.name ?? ""].map((name, i) => [name, `n${i}`]),
  );
  const id = (name: string) => ids.get(name)!;
  const inside = boxes.filter(({ kind }) => kind !== "outside");
  const box = ({ name, lines }: Box) =>
    `${id(name)}["${[`<b>${name}</b>`, ...lines, ...notesOf(graph, name)].join("<br/>")}"]`;
  const grouped = new Set(group?.members);
  return [
    "flowchart TB",
    ...boxes.filter(({ kind }) => kind === "outside").map(({ name }) => `  ${id(name)}(["${name}"])`),
    `  subgraph network ["${title}"]`,
    ...inside.filter(({ name }) => !grouped.has(name)).map((one) => `    ${box(one)}`),
    ...(group
      ? [
          `    subgraph ${id(group.name)} ["${[group.name, ...notesOf(graph, group.name)].join("<br/>")}"]`,
          ...inside.filter(({ name }) => grouped.has(name)).map((one) => `      ${box(one)}`),
          "    end",
        ]
      : []),
    "  end",
    ...arrows
      .filter(({ isDrawn }) => isDrawn)
      .map(({ from, to, ports, isPublic }) => {
        const line = isPublic ? "==" : "--";
        return `  ${id(from)} ${line} "${ports.map(portText).join("<br/>")}" ${line}> ${id(to)}`;
      }),
    "",
  ].join("\n");
}
