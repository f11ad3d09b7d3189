/** A node, or an expression for the nodes of a pool. */
export type SshHost =
  | { readonly name: string; readonly address: string }
  | { readonly name: string; readonly addresses: string };

/**
 * A client's `ssh_config` for a cluster: the gateway, every node by name, and the way to them.
 *
 * @param hosts their names follow the cluster's; addresses can be tokens, a pool's is a Terraform list expression
 */
export function renderSshConfig(input: {
  readonly cluster: string;
  readonly user: string;
  readonly gateway: { readonly name: string; readonly address: string };
  readonly hosts: readonly SshHost[];
}): string {
  const { cluster, user, gateway, hosts } = input;
  const jump = `${cluster}-${gateway.name}`;
  return [
    `Host ${jump}\n  HostName ${gateway.address}\n  User ${user}\n`,
    ...hosts.map((host) => block(`${cluster}-${host.name}`, host)),
    `Host ${cluster}-* !${jump}\n  User ${user}\n  ProxyJump ${jump}\n`,
  ].join("");
}

function block(alias: string, host: SshHost): string {
  if ("address" in host) return `Host ${alias}\n  HostName ${host.address}\n`;
  // Terraform writes the blocks: only Terraform knows how many there are.
  return `\${join("", [for i, address in ${host.addresses} : "Host ${alias}-\${i + 1}\\n  HostName \${address}\\n"])}`;
}
