import { type Box, type Graph, portText } from "./graph";

/** The picture as a Mermaid flowchart, for a README. */
export function mermaid({ title, boxes, group, arrows }: Graph): string {
  const ids = new Map(
    [...boxes.map(({ name }) => name), group?.name ?? ""].map((name, i) => [name, `n${i}`]),
  );
  const id = (name: string) => ids.get(name)!;
  const inside = boxes.filter(({ kind }) => kind !== "outside");
  const box = ({ name, lines }: Box) => {
    const among = arrows.find(({ from, to }) => from === name && to === name);
    return `${id(name)}["${[`<b>${name}</b>`, ...lines, ...(among ? [amongText(among.ports.map(portText))] : [])].join("<br/>")}"]`;
  };
  const groupArrow = arrows.find(({ from, to }) => from === group?.name && to === group?.name);
  const grouped = new Set(group?.members);
  return [
    "flowchart TB",
    ...boxes.filter(({ kind }) => kind === "outside").map(({ name }) => `  ${id(name)}(["${name}"])`),
    `  subgraph network ["${title}"]`,
    ...inside.filter(({ name }) => !grouped.has(name)).map((one) => `    ${box(one)}`),
    ...(group
      ? [
          `    subgraph ${id(group.name)} ["${[group.name, ...(groupArrow ? [amongText(groupArrow.ports.map(portText))] : [])].join("<br/>")}"]`,
          ...inside.filter(({ name }) => grouped.has(name)).map((one) => `      ${box(one)}`),
          "    end",
        ]
      : []),
    "  end",
    ...arrows
      .filter(({ from, to }) => from !== to)
      .map(({ from, to, ports, isPublic }) => {
        const line = isPublic ? "==" : "--";
        return `  ${id(from)} ${line} "${ports.map(portText).join("<br/>")}" ${line}> ${id(to)}`;
      }),
    "",
  ].join("\n");
}

/** What stands in a box whose machines talk to one another. */
export const amongText = (ports: readonly string[]): string => `among themselves: ${ports.join(", ")}`;
