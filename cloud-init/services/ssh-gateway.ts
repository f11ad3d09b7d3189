import { Part } from "../document/parts";
import { readyCheck } from "../document/ready";
import { portNumbers } from "../port-numbers";

/** Seconds after which a silent connection is closed. */
const IDLE_SECONDS = 900;

/** The one host with SSH from outside: keys only, never root, good for jumping on and for nothing else. */
export function sshGatewayParts(): readonly Part[] {
  const settings = [
    "PermitRootLogin no",
    "PasswordAuthentication no",
    "KbdInteractiveAuthentication no",
    "AuthenticationMethods publickey",
    // ProxyJump is forwarding; everything else that rides on a connection is not needed.
    "AllowTcpForwarding yes",
    "AllowAgentForwarding no",
    "AllowStreamLocalForwarding no",
    "GatewayPorts no",
    "PermitTunnel no",
    "X11Forwarding no",
    "MaxAuthTries 3",
    "LoginGraceTime 30",
    `ClientAliveInterval ${IDLE_SECONDS / 3}`,
    "ClientAliveCountMax 3",
    "LogLevel VERBOSE",
  ];
  return [
    // Read before the image's own, whose first value for a key would win.
    Part.file("/etc/ssh/sshd_config.d/00-cdktf-mesos.conf", `${settings.join("\n")}\n`, { mode: "0600" }),
    Part.packages(["openssh-server"]),
    // The unit tests the configuration before it reloads: an invalid one fails here, and no one is locked out.
    Part.run(["systemctl", "reload-or-restart", "ssh.service"]),
    readyCheck("ssh", { kind: "tcp", host: "127.0.0.1", port: portNumbers.ssh }),
  ];
}
