import type { Calls } from "./counting-proxy";

/** What the provider writes into its log for each request, with `OS_DEBUG` set. */
const REQUEST = /OpenStack Request URL: ([A-Z]+) (\S+?):? timestamp=/g;

/** An id, of a resource or of a project. */
const ID = /\b[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}\b/g;

/** How often each operation was asked for: method, port and path, ids left out. */
export function callsIn(log: string): Calls {
  const counts: Record<string, number> = {};
  for (const [, method, url = ""] of log.matchAll(REQUEST)) {
    const { port, pathname } = new URL(url);
    const operation = `${method} ${port ? `:${port}` : ""}${pathname.replace(ID, "{id}")}`;
    counts[operation] = (counts[operation] ?? 0) + 1;
  }
  return counts;
}

/** Without the questions whether a server or a balancer is ready by now: how many are asked is up to how busy the cloud is. */
export function withoutWaiting(calls: Calls): Calls {
  return Object.fromEntries(
    Object.entries(calls).filter(
      ([operation]) => !/^GET .*\/(servers|loadbalancers)\/\{id\}$/.test(operation),
    ),
  );
}
