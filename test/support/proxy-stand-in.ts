import type { AddressInfo } from "node:net";
import { connect, createServer } from "node:net";

/** The client's address in the PROXY header. */
export const clientAddress = "198.51.100.7";

/** A stand-in for a cloud's load balancer: forwards TCP with the client's address in the PROXY protocol. */
export async function proxyStandIn(target: { readonly host: string; readonly port: number }) {
  const server = createServer({ noDelay: true }, (client) => {
    const to = connect({ ...target, noDelay: true }, () => {
      to.write(`PROXY TCP4 ${clientAddress} 203.0.113.1 40000 ${target.port}\r\n`);
      client.pipe(to).pipe(client);
    });
    to.on("error", () => client.destroy());
    client.on("error", () => to.destroy());
    to.on("close", () => client.destroy());
    client.on("close", () => to.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => server.close(),
  };
}
