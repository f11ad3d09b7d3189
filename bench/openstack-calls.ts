import type { Calls } from "./counting-proxy";

/** The provider's log message for each request, with `OS_DEBUG`. */
const REQUEST = /OpenStack Request URL: ([A-Z]+) (\S+?):? timestamp=/g;

/** An id of a resource or project. */
const ID = /\b[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}\b/g;

/** Counts requests by operation: method, port and path without ids. */
export function callsIn(log: string): Calls {
  const counts: Record<string, number> = {};
  for (const [, method, url = ""] of log.matchAll(REQUEST)) {
    const { port, pathname } = new URL(url);
    const operation = `${method} ${port ? `:${port}` : ""}${pathname.replace(ID, "{id}")}`;
    counts[operation] = (counts[operation] ?? 0) + 1;
  }
  return counts;
}

/** Without polling for servers and load balancers to become ready, which depends on the cloud's load. */
export function withoutWaiting(calls: Calls): Calls {
  return Object.fromEntries(
    Object.entries(calls).filter(
      ([operation]) => !/^GET .*\/(servers|loadbalancers)\/\{id\}$/.test(operation),
    ),
  );
}
