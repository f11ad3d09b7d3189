import type { IConstruct } from "constructs";
import { VpcNetwork } from "../../constructs";
import { type Graph, graphOf } from "./graph";

/** The picture of a stack's network. */
export function graphOfStack(stack: IConstruct): Graph {
  const network = stack.node.findAll().find((one): one is VpcNetwork => one instanceof VpcNetwork);
  if (!network) throw new Error(`${stack.node.id} has no VpcNetwork`);
  return graphOf(network.topology, `${stack.node.id}: ${network.cidr}, ${network.zoneCount} zones`);
}
