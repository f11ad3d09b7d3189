import type { AppDefinition } from "./marathon-app-definition";

/** Where a router sends to an app: a domain, and perhaps a path below it. */
export interface AppRoute {
  /** Such as `ci.example.com`. */
  readonly domain: string;
  /** Such as `/team-a`. @default all of the domain */
  readonly path?: string;
  /** How people come there. "http" where the router has no certificate. @default "https" */
  readonly scheme?: "http" | "https";
}

/** Where people find it: `https://ci.example.com/team-a/`. */
export const routeUrl = ({ domain, path = "", scheme = "https" }: AppRoute): string =>
  `${scheme}://${domain}${path}/`;

/** The labels that say so for one of an app's ports, as marathon-lb has named them. */
export function routeLabels(
  { domain, path }: Omit<AppRoute, "scheme">,
  portIndex = 0,
): Record<string, string> {
  return {
    HAPROXY_GROUP: "external",
    [`HAPROXY_${portIndex}_VHOST`]: domain,
    ...(path === undefined ? {} : { [`HAPROXY_${portIndex}_PATH`]: path }),
  };
}

/** The domains, each with its path, that an app's labels ask for: `ci.example.com/team-a`. */
export function domainsOf({ labels = {} }: AppDefinition): readonly string[] {
  return Object.entries(labels).flatMap(([name, value]) => {
    const port = /^HAPROXY_(\d+)_VHOST$/.exec(name)?.[1];
    if (port === undefined) return [];
    const path = (labels[`HAPROXY_${port}_PATH`] ?? "").replace(/\/+$/, "");
    return value.split(",").map((domain) => `${domain.trim().toLowerCase()}${path}`);
  });
}
