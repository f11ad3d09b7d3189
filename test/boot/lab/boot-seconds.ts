/** Seconds since the machines were switched on, all at once. */
export interface ClusterSeconds {
  readonly leader: number;
  readonly registered: number;
  readonly marathon: number;
}

/** Seconds since the machine was switched on, and of cloud-init's work. */
export interface AgentSeconds {
  readonly registered: number;
  readonly cloudInit: number;
}

/** What `npm run bench -- boot` reads. */
export interface BootSeconds {
  readonly cluster: ClusterSeconds;
  readonly agent: AgentSeconds;
  readonly baked: AgentSeconds;
  /** Of an earlier commit's documents. */
  readonly baseline?: { readonly cluster: ClusterSeconds; readonly agent: AgentSeconds };
}
