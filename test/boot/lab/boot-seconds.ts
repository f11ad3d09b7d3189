/** Seconds since the concurrent start of the machines. */
export interface ClusterSeconds {
  readonly leader: number;
  readonly registered: number;
  readonly marathon: number;
}

/** Seconds since the start of the machine, and spent in cloud-init. */
export interface AgentSeconds {
  readonly registered: number;
  readonly cloudInit: number;
}

/** The results for `npm run bench -- boot`. */
export interface BootSeconds {
  readonly cluster: ClusterSeconds;
  readonly agent: AgentSeconds;
  readonly baked: AgentSeconds;
  /** With the documents of an earlier commit. */
  readonly baseline?: { readonly cluster: ClusterSeconds; readonly agent: AgentSeconds };
}
