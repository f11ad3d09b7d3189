import { InvalidInput } from "../checks/invalid-input";
import { Part } from "../document/parts";
import { readyCheck } from "../document/ready";
import { programPath, scriptPath } from "../document/scripts";
import { serviceUnit, unit } from "../document/systemd";
import { checkObject } from "./apps";
import { haproxyService } from "./haproxy";

export interface IngressInput {
  /** The Marathons of the cluster: `http://address:8080`. */
  readonly marathons: readonly string[];
  /** What the label HAPROXY_GROUP of an app has to name. */
  readonly group: string;
  /** @default none: only HTTP */
  readonly certificate?: CertificateInput;
}

/** A certificate with its chain and its key, in one PEM file as HAProxy reads it. */
export interface CertificateInput {
  /** Where it is on the node. @default fetched to /etc/haproxy/certificate.pem */
  readonly file?: string;
  /** Its location, as `cdktf-mesos-object` takes it: `s3://bucket/key`, or a URL. @default it is on the node */
  readonly location?: string;
}

/** What load balancers ask. Not a path that an app would have. */
export const routerHealthPath = "/.well-known/cdktf-mesos/router";

const state = "/var/lib/cdktf-mesos/routes";
const fetched = "/etc/haproxy/certificate.pem";

/** HAProxy in front of apps, and what keeps its routes what the tasks of Marathon are. */
export function ingressParts({ marathons, group, certificate }: IngressInput): readonly Part[] {
  if (marathons.length === 0) throw new InvalidInput("an ingress router needs a marathon, got none");
  if (!/^[A-Za-z0-9._-]+$/.test(group)) {
    throw new InvalidInput(`group must be a word such as external, got "${group}"`);
  }
  const pem = certificate && (certificate.file ?? fetched);
  return [
    Part.packages(["python3"]),
    Part.file("/etc/haproxy/haproxy.cfg", configuration(pem)),
    Part.program("routes.py"),
    // What the program fills; until then HAProxy starts without routes.
    Part.run(["mkdir", "-p", state]),
    Part.run(["touch", `${state}/backends.cfg`, `${state}/routes.map`]),
    ...(certificate?.location === undefined ? [] : certificateParts(certificate.location)),
    ...haproxyService("http://127.0.0.1:9090/alive", {
      Environment: [
        `ROUTES=${state}`,
        // The package's own options, and the second file.
        `"EXTRAOPTS=-S /run/haproxy-master.sock -f ${state}/backends.cfg"`,
      ],
    }),
    unit("cdktf-mesos-routes.service", {
      Unit: {
        Description: "Follow the tasks of Marathon with HAProxy's routes",
        Wants: "network-online.target",
        After: ["network-online.target", "haproxy.service"],
        ...serviceUnit,
      },
      Service: {
        ExecStart: `/usr/bin/python3 ${programPath("routes.py")} --group ${group} ${marathons.join(" ")}`,
        Restart: "always",
        RestartSec: "2",
      },
      Install: { WantedBy: "multi-user.target" },
    }),
    Part.service("cdktf-mesos-routes.service", { enabled: true }),
    readyCheck("routes", { kind: "unit", unit: "cdktf-mesos-routes.service" }),
  ];
}

/** Fetches the certificate at boot, and again every hour: a renewed one reaches a running node. */
function certificateParts(location: string): readonly Part[] {
  checkObject("location of a certificate", location);
  return [
    Part.script("certificate"),
    Part.script("object"),
    Part.file("/etc/cdktf-mesos/certificate", `${location}\n`, { mode: "0600" }),
    unit("cdktf-mesos-certificate.service", {
      Unit: {
        Description: "Fetch the certificate of this node",
        Wants: "network-online.target",
        After: "network-online.target",
        ...serviceUnit,
      },
      Service: {
        Type: "oneshot",
        ExecStart: `${scriptPath("certificate")} /etc/cdktf-mesos/certificate ${fetched}`,
        Restart: "on-failure",
        RestartSec: "30",
      },
    }),
    unit("cdktf-mesos-certificate.timer", {
      Unit: { Description: "Look for a renewed certificate" },
      Timer: { OnActiveSec: "1s", OnUnitInactiveSec: "1h" },
      Install: { WantedBy: "timers.target" },
    }),
    Part.service("cdktf-mesos-certificate.timer", { enabled: true }),
  ];
}

/** HAProxy's own file. Backends and the map from places to them are the program's. */
function configuration(pem?: string): string {
  return [global, defaults, ...frontends(pem), nowhere, stats].join("\n");
}

const global = `global
  log stdout format raw local0
  user haproxy
  group haproxy
  maxconn 20000
  # Where a machine lets it have fewer open files than that takes, it is to serve as many as it can.
  no strict-limits
  stats socket /run/haproxy/admin.sock mode 600 level admin expose-fd listeners
  # After a reload the old process goes on with the connections that it has: for this long, and never too many of them.
  hard-stop-after 1h
  mworker-max-reloads 50
  ssl-default-bind-options ssl-min-ver TLSv1.2
`;

const defaults = `defaults apps
  mode http
  log global
  balance leastconn
  retries 3
  option redispatch 1
  # A client whose connection is idle at a reload is told with its next answer, not cut off.
  option idle-close-on-response
  timeout connect 5s
  timeout http-request 30s
  timeout http-keep-alive 1m
  timeout queue 30s
  timeout client 10m
  timeout server 10m
  # Websockets, as of Jenkins's agents.
  timeout tunnel 24h
  timeout check 5s
  default-server check inter 5s fall 2 rise 1
`;

function frontends(pem?: string): string[] {
  const http = frontend("http", ":80", pem ? [redirect] : routed("http", 80));
  if (pem === undefined) return [http];
  const secure = `:443 ssl crt ${pem} alpn h2,http/1.1`;
  return [http, frontend("https", secure, routed("https", 443))];
}

/** Behind a load balancer that passes on clients' addresses, and checks health on the same port. */
const frontend = (name: string, bind: string, rules: readonly string[]) => `frontend ${name} from apps
  bind ${bind} accept-proxy
  option httplog
  monitor-uri ${routerHealthPath}
  monitor fail unless { str(!known),map_beg("\${ROUTES}/routes.map") -m found }
  http-request set-var(txn.domain) req.hdr(host),field(1,:),lower
${rules.map((rule) => `  ${rule}\n`).join("")}`;

const redirect = "http-request redirect prefix https://%[var(txn.domain)] code 308";

/** The longest place that a request's own begins with, whole segments compared. */
const place = `var(txn.place),map_beg("\${ROUTES}/routes.map")`;

const routed = (scheme: string, port: number): readonly string[] => [
  "# What a client says of itself is not believed.",
  "http-request del-header X-Forwarded-For",
  "option forwardfor",
  `http-request set-header X-Forwarded-Proto ${scheme}`,
  `http-request set-header X-Forwarded-Port ${port}`,
  "http-request set-header X-Forwarded-Host %[req.hdr(host)]",
  "http-request set-var-fmt(txn.place) %[var(txn.domain)]%[path]/",
  `use_backend %[${place}] if { ${place} -m found }`,
  "default_backend nowhere",
];

const nowhere = `backend nowhere from apps
  http-request return status 404 content-type text/plain string "no app has this address\\n"
`;

const stats = `frontend stats from apps
  bind 127.0.0.1:9090
  no log
  monitor-uri /alive
  stats enable
  stats uri /
  stats refresh 10s
`;
