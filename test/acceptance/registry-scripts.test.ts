import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parse, stringify } from "yaml";
import { dockerRegistryParts } from "../../cloud-init/services/docker-registry";
import { AwsAccount, freshFolder } from "../support/aws-account";
import { onDebian, registryProgram } from "../support/debian-tools";
import { canSandbox, onNode } from "../support/node-sandbox";

const asRoot = canSandbox ? describe : describe.skip;

const dropIn = "/run/systemd/system/docker-registry.service.d/read-only.conf";
const stubs = {
  systemctl: `echo "$*, $([[ -e ${dropIn} ]] && echo read-only || echo writable)"`,
  runuser: `echo "$*"; grep Environment= ${dropIn}; exit "$GARBAGE_STATUS"`,
};
const collect = (status: number) =>
  onNode(
    `mount -t tmpfs none /run
     export GARBAGE_STATUS=${status}
     # Keep the output of the registry.
     sed 's#>/dev/null##' /usr/local/sbin/cdktf-mesos-registry-garbage >/garbage
     bash /garbage || echo "ended with $?"
     ls /run/systemd/system/docker-registry.service.d`,
    { stubs },
  );
const readOnly = ["daemon-reload, read-only", "restart docker-registry.service, read-only"];
const collection = [
  "--user docker-registry -- docker-registry garbage-collect /etc/docker/registry/config.yml",
  `Environment='REGISTRY_STORAGE_MAINTENANCE_READONLY={"enabled":true}'`,
];
const writable = ["daemon-reload, writable", "restart docker-registry.service, writable"];

asRoot("the registry's garbage collection (as root, in a sandbox)", () => {
  test("runs while the registry is read-only, and then makes it writable again", () => {
    const { stdout, stderr } = collect(0);
    expect(stderr).toBe("");
    expect(stdout.trimEnd().split("\n")).toEqual([...readOnly, ...collection, ...writable]);
  });

  test("makes the registry writable again after a failure", () => {
    const { stdout } = collect(3);
    expect(stdout.trimEnd().split("\n")).toEqual([...readOnly, ...collection, ...writable, "ended with 3"]);
  });
});

(onDebian ? describe : describe.skip)("Debian's docker-registry in an unknown region", () => {
  // Its AWS SDK is 1.44.133, of November 2022.
  const region = "mx-central-1";
  const folder = freshFolder("registry-region");
  const { AWS_CA_BUNDLE: _, ...inherited } = process.env;
  let account: AwsAccount;
  let registry: ChildProcess | undefined;

  beforeAll(async () => {
    account = await AwsAccount.open(folder);
    mkdirSync(folder, { recursive: true });
  }, 600_000);
  afterAll(async () => {
    registry?.kill("SIGKILL");
    await account.close();
  });

  /** The document's configuration for the emulator's S3. */
  function configuration() {
    const storage = { bucket: "images", region, endpoint: account.endpoint, prefix: "registry" };
    const parts = dockerRegistryParts({ storage, secret: "s", collectsGarbage: false });
    const file = parts.find(
      (part) => part.kind === "file" && part.path === "/etc/docker/registry/config.yml",
    );
    return parse((file as { content: string }).content);
  }
  function saved(config: unknown): string {
    const file = join(folder, "config.yml");
    writeFileSync(file, stringify(config));
    return file;
  }
  const environment = (port: number) => ({
    ...inherited,
    AWS_ACCESS_KEY_ID: "a",
    AWS_SECRET_ACCESS_KEY: "b",
    REGISTRY_HTTP_ADDR: `127.0.0.1:${port}`,
  });

  test("does not start without an endpoint", async () => {
    const config = configuration();
    delete config.storage.s3.regionendpoint;
    const { status, stderr } = spawnSync(registryProgram(), ["serve", saved(config)], {
      encoding: "utf8",
      env: environment(await freePort()),
      timeout: 20_000,
    });
    expect([status, stderr]).toEqual([
      2,
      expect.stringContaining(`panic: invalid region provided: ${region}`),
    ]);
  }, 120_000);

  test("stores and serves images with the endpoint of its document", async () => {
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    account.python(["-c", "import boto3; boto3.client('s3').create_bucket(Bucket='images'); print(1)"]);
    registry = spawn(registryProgram(), ["serve", saved(configuration())], {
      env: environment(port),
      stdio: "ignore",
    });
    for (let tries = 0; tries < 100 && !(await fetch(`${url}/v2/`).catch(() => undefined)); tries++)
      await sleep(100);
    const upload = await fetch(`${url}/v2/team/app/blobs/uploads/`, { method: "POST" });
    const location = new URL(upload.headers.get("location")!, url);
    const digest = `sha256:${createHash("sha256").update("a layer").digest("hex")}`;
    location.searchParams.set("digest", digest);
    const headers = { "content-type": "application/octet-stream" };
    expect((await fetch(location, { method: "PUT", body: "a layer", headers })).status).toBe(201);
    const layer = await fetch(`${url}/v2/team/app/blobs/${digest}`);
    expect(await layer.text()).toBe("a layer");
    // Served by S3, with the bucket in the path and a signature for the region.
    expect(layer.url).toContain(`${account.endpoint}/images/registry/docker/`);
    expect(new URL(layer.url).searchParams.get("X-Amz-Credential")).toContain(`/${region}/s3/`);
  }, 120_000);
});

/** A free port. */
const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
