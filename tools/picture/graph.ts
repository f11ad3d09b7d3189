import type { Edge, Member, Port, Topology } from "../../constructs";

/** The boxes, groups and arrows of a picture. It contains exactly the edges of the topology, see {@link edgesOf}. */
export interface Graph {
  readonly title: string;
  readonly boxes: readonly Box[];
  /** All pools if there are several; edges that they have in common are drawn once. */
  readonly group?: Group;
  /** The tiers with machines; edges from all of them are noted once. */
  readonly tiers: readonly string[];
  readonly arrows: readonly Arrow[];
}

export interface Box {
  readonly name: string;
  readonly kind: Member["kind"] | "outside";
  /** Number and type of machines, and their zones. */
  readonly lines: readonly string[];
}

export interface Group {
  readonly name: string;
  readonly members: readonly string[];
}

export interface Arrow {
  /** A box, the group, or {@link EVERY}. The same as `to` for traffic within a tier. */
  readonly from: string;
  readonly to: string;
  readonly ports: readonly Port[];
  /** Whether it comes from outside the network. */
  readonly isPublic: boolean;
  /** Whether it is drawn, or a note in the box that it goes to, see {@link notesOf}. */
  readonly isDrawn: boolean;
}

/** All tiers with machines, except for the called one. */
const EVERY = "every tier";

/** The picture of a network. */
export function graphOf(topology: Pick<Topology, "members" | "edges">, title: string): Graph {
  const { members, edges } = topology;
  const names = new Set(members.map(({ name }) => name));
  const gateways = new Set(members.filter(({ kind }) => kind === "gateway").map(({ name }) => name));
  const outside = [...new Set(edges.map(({ from }) => from).filter((from) => !names.has(from)))];
  const pools = members.filter(({ kind }) => kind === "agents").map(({ name }) => name);
  const tiers = members.filter(({ machines }) => machines !== 0).map(({ name }) => name);
  const group = pools.length > 1 ? { name: "agents", members: pools } : undefined;
  return {
    title,
    boxes: [
      ...outside.map((name) => ({ name, kind: "outside" as const, lines: [] })),
      ...members.map((member) => ({ name: member.name, kind: member.kind, lines: linesOf(member) })),
    ],
    group,
    tiers,
    arrows: arrowsOf(edges, tiers, group).map((arrow) => ({
      ...arrow,
      isPublic: !isInside(arrow.from, names, group),
      // A gateway has edges to everything, which would cross all others.
      isDrawn: arrow.from !== arrow.to && arrow.from !== EVERY && !gateways.has(arrow.from),
    })),
  };
}

/** The edges to a box or the group that are not drawn, as text. */
export function notesOf({ arrows }: Graph, name: string): string[] {
  return arrows.flatMap(({ from, to, ports, isDrawn }) => {
    if (to !== name || isDrawn) return [];
    const texts = ports.map(portText);
    return from === to ? ["among themselves:", ...texts] : [`from ${from}: ${texts.join(", ")}`];
  });
}

const isInside = (name: string, names: ReadonlySet<string>, group?: Group) =>
  names.has(name) || name === group?.name || name === EVERY;

function linesOf({ kind, machineType, machines, zoneIndexes }: Member): string[] {
  if (machineType === undefined)
    return [kind === "balancer" ? "the cloud's load balancer" : "the cloud's own"];
  const count =
    typeof machines === "number"
      ? `${machines} × ${machineType}`
      : `${machines.min} to ${machines.max} × ${machineType}`;
  const places = [...new Set(zoneIndexes)].sort((a, b) => a - b).map((index) => index + 1);
  return [count, `${places.length > 1 ? "zones" : "zone"} ${places.join(", ")}`];
}

/** Creates one arrow for all ports between two ends. Edges of all pools of the group become edges of the group. */
function arrowsOf(
  edges: readonly Edge[],
  tiers: readonly string[],
  group?: Group,
): Omit<Arrow, "isPublic" | "isDrawn">[] {
  const arrows = new Map<string, { from: string; to: string; ports: Map<string, Port> }>();
  for (const edge of edges) {
    const { from, to } = fromEveryTier(edge, edges, tiers) ?? (group ? ofGroup(edge, edges, group) : edge);
    const key = JSON.stringify([from, to]);
    const arrow = arrows.get(key) ?? { from, to, ports: new Map() };
    arrow.ports.set(portKey(edge.port), edge.port);
    arrows.set(key, arrow);
  }
  return [...arrows.values()].map(({ from, to, ports }) => ({
    from,
    to,
    ports: [...ports.values()].sort((a, b) => a.from - b.from),
  }));
}

const portKey = ({ from, to }: Port) => `${from}-${to}`;

/** The edge from every tier, or undefined if not all tiers have it, or there are only two. */
function fromEveryTier(edge: Edge, edges: readonly Edge[], tiers: readonly string[]) {
  const others = tiers.filter((tier) => tier !== edge.to);
  const same = edges.filter(({ to, port }) => to === edge.to && portKey(port) === portKey(edge.port));
  const all = others.length > 2 && others.every((tier) => same.some(({ from }) => from === tier));
  return all && others.includes(edge.from) ? { from: EVERY, to: edge.to } : undefined;
}

function ofGroup(edge: Edge, edges: readonly Edge[], group: Group): Pick<Edge, "from" | "to"> {
  const ends = (name: string) => (group.members.includes(name) ? group.members : [name]);
  const [froms, tos] = [ends(edge.from), ends(edge.to)];
  const all = froms.every((from) =>
    tos.every((to) =>
      edges.some(
        (other) => other.from === from && other.to === to && portKey(other.port) === portKey(edge.port),
      ),
    ),
  );
  const name = (one: string, members: readonly string[]) => (all && members.length > 1 ? group.name : one);
  return { from: name(edge.from, froms), to: name(edge.to, tos) };
}

/** The edges of the topology, as `FROM TO PORT`. */
export function edgesOf({ arrows, group, tiers }: Graph): string[] {
  const ends = (name: string) => (name === group?.name ? group.members : [name]);
  return arrows.flatMap(({ from, to, ports }) =>
    (from === EVERY ? tiers.filter((tier) => tier !== to) : ends(from)).flatMap((one) =>
      ends(to).flatMap((other) => ports.map((port) => `${one} ${other} ${portKey(port)}`)),
    ),
  );
}

/** A port as `5050 mesos-master`. */
export const portText = ({ name, from, to }: Port): string =>
  `${from === to ? from : `${from}–${to}`} ${name}`;
