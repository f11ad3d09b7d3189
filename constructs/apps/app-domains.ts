import { Token } from "cdktf";
import { show } from "../../cloud-init/checks/invalid-input";
import { anyText, checkProps, type Fail, oneOf, type PropChecks, text, wholeNumber } from "../checks/props";
import type { AppDefinition } from "./marathon-app-definition";
import { portCount } from "./marathon-app-ports";

/** Where a router sends to an app: a domain, and perhaps a path below it. */
export interface AppRoute {
  /** Such as `ci.example.com`. */
  readonly domain: string;
  /** Such as `/team-a`. @default all of the domain */
  readonly path?: string;
  /** How people come there. "http" where the router has no certificate. @default "https" */
  readonly scheme?: "http" | "https";
}

// The router's program skips what is of other forms: `routes.py` has them too.
const DOMAIN = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;
const PATH = /^(?=.{1,500}$)(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._~-]+){1,20}$/;

const domainForm = "a domain such as ci.example.com";
const pathForm = "a path such as /team-a";

/** What people reach an app by. */
export const routeChecks: PropChecks<AppRoute> = {
  domain: text(DOMAIN, domainForm),
  path: text(PATH, pathForm).optional(),
  scheme: oneOf("http", "https").optional(),
};

/** Where people find it: `https://ci.example.com/team-a/`. */
export const routeUrl = ({ domain, path = "", scheme = "https" }: AppRoute): string =>
  `${scheme}://${domain}${path}/`;

/** The rest is checked where it is known what the app has. */
const labelChecks: PropChecks<AppRoute & { readonly portIndex: number }> = {
  ...routeChecks,
  domain: anyText,
  path: anyText.optional(),
  portIndex: wholeNumber(0, 999),
};

/**
 * The labels that say so for one of an app's ports, as marathon-lb has named them.
 *
 * @throws InvalidInput without a domain, and for an invalid port; the app checks the rest
 */
export function routeLabels(route: Omit<AppRoute, "scheme">, portIndex = 0): Record<string, string> {
  checkProps("routeLabels", labelChecks, { ...route, portIndex });
  const { domain, path } = route;
  return {
    HAPROXY_GROUP: "external",
    [`HAPROXY_${portIndex}_VHOST`]: domain,
    ...(path === undefined ? {} : { [`HAPROXY_${portIndex}_PATH`]: path }),
  };
}

/** A port of an app at the routers of a group. */
interface Place {
  readonly group: string;
  readonly port: number;
  /** `ci.example.com`. */
  readonly domain: string;
  /** `/team-a`, or nothing. */
  readonly path: string;
}

/** What an app's labels ask of routers, as `routes.py` reads them: without a group nothing. */
function placesOf({ labels = {} }: AppDefinition): readonly Place[] {
  const groups = (labels.HAPROXY_GROUP ?? "").split(",").filter(Boolean);
  return Object.entries(labels).flatMap(([name, value]) => {
    const port = /^HAPROXY_(0|[1-9]\d{0,2})_VHOST$/.exec(name)?.[1];
    if (port === undefined) return [];
    const path = (labels[`HAPROXY_${port}_PATH`] ?? "").replace(/\/+$/, "");
    const domains = value
      .split(",")
      .map((word) => (Token.isUnresolved(word) ? word : word.trim().toLowerCase()));
    return groups.flatMap((group) => domains.map((domain) => ({ group, port: Number(port), domain, path })));
  });
}

/** What an app takes of the routers of a group: `domain ci.example.com/team-a of the group external`. */
export const domainsOf = (app: AppDefinition): readonly string[] => placesOf(app).map(claimOf);

const claimOf = ({ group, domain, path }: Place): string => `domain ${domain}${path} of the group ${group}`;

/** The routes of an app: what a router would skip is refused. */
export function checkRoutes(app: AppDefinition, fail: Fail): void {
  const places = placesOf(app);
  const ports = portCount(app);
  for (const place of places) {
    const { port, domain, path } = place;
    const label = `labels.HAPROXY_${port}`;
    if (!Token.isUnresolved(domain) && !DOMAIN.test(domain))
      fail(`${label}_VHOST must be ${domainForm}, or several with commas, got ${show(domain)}`);
    if (path !== "" && !Token.isUnresolved(path) && !PATH.test(path)) {
      fail(`${label}_PATH must be ${pathForm}, of letters, digits and . _ ~ -, got ${show(path)}`);
    }
    if (app.networks?.some(({ mode }) => mode === "container")) {
      fail(
        `${label}_VHOST needs the network of the host or a bridge: no firewall lets a router to addresses of the tasks' own, got ${show(app.networks)}`,
      );
    }
    if (port >= ports) fail(`${label}_VHOST must be of one of the app's ${ports} ports, from 0, got ${port}`);
    const other = places.find((one) => one.port > port && claimOf(one) === claimOf(place));
    if (other)
      fail(`the ports ${port} and ${other.port} have the ${claimOf(place)}; give one of them another`);
  }
}
