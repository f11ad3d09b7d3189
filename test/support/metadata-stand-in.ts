import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** The credentials of an instance's role. */
export interface RoleCredentials {
  readonly AccessKeyId: string;
  readonly SecretAccessKey: string;
  readonly Token: string;
}

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

/** A stand-in for EC2's instance metadata service, version 2 only. */
export async function metadataStandIn(
  region: string,
  credentials: () => RoleCredentials,
  more: Readonly<Record<string, string>> = {},
) {
  const session = "AQAEAF-session";
  const server = createServer((request, response) => {
    const answers: Record<string, () => string> = {
      "meta-data/placement/region": () => region,
      "meta-data/services/domain": () => "amazonaws.com",
      "meta-data/iam/security-credentials/": () => "the-role",
      "meta-data/iam/security-credentials/the-role": () =>
        JSON.stringify(
          { Code: "Success", Type: "AWS-HMAC", ...credentials(), Expiration: inAnHour() },
          null,
          2,
        ),
    };
    for (const [name, value] of Object.entries(more)) answers[`meta-data/${name}`] = () => value;
    const path = request.url!.replace("/latest/", "");
    if (request.method === "PUT" && path === "api/token") {
      const ttl = request.headers["x-aws-ec2-metadata-token-ttl-seconds"];
      response
        .writeHead(ttl ? 200 : 400, ttl ? { "x-aws-ec2-metadata-token-ttl-seconds": ttl } : {})
        .end(session);
      return;
    }
    if (request.headers["x-aws-ec2-metadata-token"] !== session) {
      response.writeHead(401).end();
      return;
    }
    const answer = answers[path];
    response.writeHead(answer ? 200 : 404).end(answer?.());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
