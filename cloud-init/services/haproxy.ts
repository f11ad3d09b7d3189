import { InvalidInput } from "../checks/invalid-input";
import { Part } from "../document/parts";
import { readyCheck } from "../document/ready";
import { dropIn, serviceUnit, type UnitSections } from "../document/systemd";

/** A port that HAProxy listens on, and what is behind it. */
export interface HaproxyListener {
  readonly name: string;
  /** The same on both sides. */
  readonly port: number;
  /** The addresses behind it. */
  readonly servers: readonly string[];
  /** HTTP on the same port; only status 200 is healthy. */
  readonly healthPath: string;
  /** Whether the servers speak TLS; health is asked over it then. @default false */
  readonly tls?: boolean;
  /** Whether the servers get the client's address, by the PROXY protocol. @default false */
  readonly proxyProtocol?: boolean;
}

export interface HaproxyInput {
  readonly listeners: readonly HaproxyListener[];
}

/** HAProxy's health page, only for its own node: a request to a listener would open a connection to a server. */
export const haproxyAlive = "http://127.0.0.1:8404/alive";

/** HAProxy from the distribution, passing TCP on: Marathon's event streams stay open for hours. */
export function haproxyParts({ listeners }: HaproxyInput): readonly Part[] {
  if (listeners.length === 0) throw new InvalidInput("haproxy needs a listener, got none");
  return [
    Part.file("/etc/haproxy/haproxy.cfg", [...common, ...listeners.map(listen)].join("\n")),
    ...haproxyService(haproxyAlive),
  ];
}

/**
 * HAProxy's package and service.
 *
 * @param alive a URL on this node that answers while it runs
 * @param settings more keys of `[Service]`
 */
export function haproxyService(alive: string, settings: UnitSections[string] = {}): readonly Part[] {
  return [
    dropIn("haproxy.service", {
      Unit: serviceUnit,
      Service: { Restart: "always", RestartSec: "2", LimitNOFILE: "65536", ...settings },
    }),
    Part.packages(["haproxy"]),
    Part.service("haproxy.service", { enabled: true }),
    readyCheck("haproxy", { kind: "http", url: alive }),
  ];
}

const common = [
  `global
  log stdout format raw local0
  user haproxy
  group haproxy
  maxconn 20000
  # Where a machine lets it have fewer open files than that takes, it is to serve as many as it can.
  no strict-limits
`,
  `defaults
  mode tcp
  log global
  option redispatch
  timeout connect 5s
  timeout client 24h
  timeout server 24h
  timeout check 5s
  default-server check inter 10s fall 2 rise 2
`,
  `frontend alive
  bind 127.0.0.1:8404
  mode http
  no log
  monitor-uri /alive
`,
];

function listen({ name, port, servers, healthPath, tls, proxyProtocol }: HaproxyListener): string {
  if (!/^\/[\w./-]*$/.test(healthPath)) {
    throw new InvalidInput(`healthPath of ${name} must be a path such as /ping, got "${healthPath}"`);
  }
  const options = [
    ...(tls ? [" check-ssl verify none"] : []),
    ...(proxyProtocol ? [" send-proxy-v2"] : []),
  ].join("");
  return `listen ${name}
  bind :${port}
  option tcplog
  option clitcpka
  balance roundrobin
  option httpchk
  http-check send meth GET uri ${healthPath} ver HTTP/1.1 hdr Host ${name}
  http-check expect status 200
${servers.map((address) => `  server ${address} ${address}:${port}${options}\n`).join("")}`;
}
