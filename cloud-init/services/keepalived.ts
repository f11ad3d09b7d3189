import { Part } from "../document/parts";
import { readyCheck } from "../document/ready";
import { scriptPath } from "../document/scripts";
import { dropIn, serviceUnit } from "../document/systemd";

export interface KeepalivedInput {
  /** The node's own address. */
  readonly address: string;
  /** The addresses of the others. */
  readonly peers: readonly string[];
  /** The address that one of them has. */
  readonly sharedAddress: string;
  /** A URL on this node: while nothing answers there, another node takes the address. */
  readonly check: string;
}

const INTERFACE = "/run/cdktf-mesos-interface.conf";

/** An address that one of several nodes has, by VRRP from peer to peer, because clouds carry no multicast. */
export function keepalivedParts({ address, peers, sharedAddress, check }: KeepalivedInput): readonly Part[] {
  return [
    Part.script("interface"),
    Part.file(
      "/etc/keepalived/keepalived.conf",
      `include ${INTERFACE}

global_defs {
  enable_script_security
  script_user root
}

vrrp_script answers {
  script "${scriptPath("wait-for")} 1 http ${check}"
  interval 2
  timeout 5
  fall 2
  rise 2
}

vrrp_instance shared {
  interface $INTERFACE
  virtual_router_id 51
  state BACKUP
  priority 100
  # An address that moves back would end connections twice.
  nopreempt
  advert_int 1
  unicast_src_ip ${address}
  unicast_peer {
${peers.map((peer) => `    ${peer}\n`).join("")}  }
  virtual_ipaddress {
    ${sharedAddress}/32 dev $INTERFACE
  }
  track_script {
    answers
  }
}
`,
    ),
    dropIn("keepalived.service", {
      Unit: {
        ...serviceUnit,
        Wants: "network-online.target",
        After: "network-online.target haproxy.service",
      },
      Service: {
        // The kernel chooses the interface's name.
        ExecStartPre: `${scriptPath("interface")} ${address} ${INTERFACE}`,
        Restart: "always",
        RestartSec: "2",
      },
    }),
    Part.packages(["keepalived"]),
    Part.service("keepalived.service", { enabled: true }),
    readyCheck("keepalived", { kind: "unit", unit: "keepalived.service" }),
  ];
}
