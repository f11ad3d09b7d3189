import type { LabNode } from "./node";

/** An agent registered with a master (`/slaves`). */
export interface RegisteredAgent {
  readonly hostname: string;
  readonly active: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly resources: Readonly<Record<string, unknown>>;
}

export interface Framework {
  readonly id: string;
  readonly name: string;
  readonly active: boolean;
}

async function ask<T>(master: LabNode, path: string): Promise<T> {
  const answer = await fetch(`http://${master.address}:5050${path}`, { signal: AbortSignal.timeout(10_000) });
  if (!answer.ok) throw new Error(`${master.name}${path}: ${answer.status}`);
  return (await answer.json()) as T;
}

/** The leading master according to the masters. */
export async function leadingMaster(masters: readonly LabNode[]): Promise<LabNode | undefined> {
  for (const master of masters) {
    const state = await ask<{ leader_info?: { hostname: string } }>(master, "/state").catch(() => undefined);
    const leader = masters.find(({ address }) => address === state?.leader_info?.hostname);
    if (leader) return leader;
  }
  return undefined;
}

export const registeredAgents = async (leader: LabNode): Promise<readonly RegisteredAgent[]> =>
  (await ask<{ slaves: RegisteredAgent[] }>(leader, "/slaves")).slaves;

export const frameworks = async (leader: LabNode): Promise<readonly Framework[]> =>
  (await ask<{ frameworks: Framework[] }>(leader, "/frameworks")).frameworks;
