/**
 * The number of a tier's first address in its zone's private subnet, where the tier does not name one (`firstHost`).
 * Between two of them is room for the nodes of one tier. An address that is given never moves, so neither may these.
 */
export const firstHosts = {
  masters: 10,
  dockerRegistry: 16,
  nfsServer: 20,
  monitoring: 22,
  /** Two machines, and their shared address after them. */
  haproxyPair: 24,
  ingressRouter: 28,
  elasticsearch: 32,
} as const;
