import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { bundle } from "../../cloud-init";
import { emulatorRegion } from "../../tools/emulator";
import { describeChange } from "../../tools/plan";
import { AwsAccount, freshFolder, projectRoot } from "../support/aws-account";
import { onDebian, registryProgram } from "../support/debian-tools";
import { Deployment, onEmulator } from "../support/deployment";
import { metadataStandIn, type RoleCredentials } from "../support/metadata-stand-in";
import { parseDocument } from "../support/read-document";

jest.setTimeout(900_000);

const folder = freshFolder("apps");
let account: AwsAccount;
let deployment: Deployment;

// The tests share one deployment, and depend on their order.
beforeAll(async () => {
  account = await AwsAccount.open(folder);
  deployment = new Deployment(folder, "apps", "test/support/apps-app.ts", onEmulator(account.endpoint));
  deployment.synth();
  await deployment.init();
  await deployment.apply();
});
afterAll(async () => {
  await deployment?.close();
  await account?.close();
});

const described = async () => (await deployment.plan()).resources.map(describeChange);
const python = <Result>(program: string) => account.python<Result>(["-c", `import boto3, json\n${program}`]);
const bucket = () =>
  python<string>(
    "print(json.dumps([b['Name'] for b in boto3.client('s3').list_buckets()['Buckets'] if 'masters' in b['Name']][0]))",
  );

it("has no changes in a second plan", async () => {
  expect(await described()).toEqual([]);
});

it("stores the definitions in a private bucket with versioning", () => {
  const { apps, access, versions, encryption } = python<
    Record<"apps" | "access" | "versions" | "encryption", object>
  >(`
s3, b = boto3.client('s3'), ${JSON.stringify(bucket())}
print(json.dumps({
  'apps': json.load(s3.get_object(Bucket=b, Key='marathon/apps.json')['Body']),
  'access': s3.get_public_access_block(Bucket=b)['PublicAccessBlockConfiguration'],
  'versions': s3.get_bucket_versioning(Bucket=b)['Status'],
  'encryption': s3.get_bucket_encryption(Bucket=b)['ServerSideEncryptionConfiguration']['Rules'],
}))`);
  expect(apps).toMatchObject({
    owner: "apps",
    apps: [
      // Escaped in Terraform's syntax.
      { id: "/hello", cmd: "echo ${HOST} %{x}; sleep 1000" },
      { id: "/jenkins/team-1" },
      { id: "/jenkins/team-2" },
      { id: "/jenkins/team-3" },
      { id: "/volumes" },
    ],
  });
  expect(Object.values(access)).toEqual([true, true, true, true]);
  expect(versions).toBe("Enabled");
  expect(encryption).toMatchObject([{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }]);
});

it("changes only one object for a hundred more apps", async () => {
  deployment.synth({ TEST_APPS: "103" });
  expect(await described()).toEqual([
    expect.stringMatching(/^update aws_s3_object\.\S*definitions\S* \(.*content/),
  ]);
  await deployment.apply();
  expect(await described()).toEqual([]);
});

/** Temporary credentials of a tier's role. */
const roleOf = (tier: string) =>
  python<RoleCredentials>(`
arn = [r['Arn'] for r in boto3.client('iam').list_roles()['Roles'] if '-${tier}-' in r['RoleName']][0]
c = boto3.client('sts').assume_role(RoleArn=arn, RoleSessionName='test')['Credentials']
print(json.dumps({'AccessKeyId': c['AccessKeyId'], 'SecretAccessKey': c['SecretAccessKey'], 'Token': c['SessionToken']}))`);

describe("a node, with checks of signatures and permissions", () => {
  let metadata: Awaited<ReturnType<typeof metadataStandIn>>;
  let credentials: RoleCredentials;
  let roles: Record<"masters" | "agents" | "registry", RoleCredentials>;
  let name: string;

  /** Sets the number of requests that moto accepts without authorization. */
  const unchecked = (requests: string) =>
    fetch(`${account.endpoint}/moto-api/reset-auth`, { method: "POST", body: requests });

  beforeAll(async () => {
    metadata = await metadataStandIn(emulatorRegion, () => credentials);
    roles = { masters: roleOf("masters"), agents: roleOf("agents"), registry: roleOf("registry") };
    name = bucket();
    await unchecked("0");
  });
  afterAll(async () => {
    await unchecked("1000000");
    await metadata.close();
  });

  /** An instance's document. */
  const documentOf = (instance: string) => {
    const userData = python<string>(`
ec2 = boto3.client('ec2')
[r] = ec2.describe_instances(Filters=[{'Name': 'tag:Name', 'Values': ['apps-${instance}']}])['Reservations']
i = r['Instances'][0]['InstanceId']
print(json.dumps(ec2.describe_instance_attribute(InstanceId=i, Attribute='userData')['UserData']['Value']))`);
    return parseDocument(gunzipSync(Buffer.from(userData, "base64")).toString());
  };
  /** A file of an instance's document. */
  const fileOf = (instance: string, file: string): string =>
    documentOf(instance).write_files.find((one) => one.path === file)!.content;

  const got = (location: string) =>
    new Promise<string>((resolve) => {
      const file = path.join(folder, "object");
      const env = {
        ...process.env,
        AWS_EC2_METADATA_SERVICE_ENDPOINT: metadata.url,
        AWS_ENDPOINT_URL_S3: account.endpoint,
      };
      const script = path.join(projectRoot, "cloud-init", "scripts", "object.py");
      execFile("python3", [script, location, file], { env }, (error, _, stderr) =>
        resolve(error ? stderr.trim() : readFileSync(file, "utf8")),
      );
    });

  it("fetches the scripts that its document names, also if there are newer ones", async () => {
    await unchecked("1000000");
    const [[, location = ""] = []] = documentOf("agents-1").runcmd;
    const [, store, key] = /^s3:\/\/([^/]+)\/(.+)\?versionId=\S+$/.exec(location) ?? [];
    expect(key).toBe("bundle.json");
    python(`print(boto3.client('s3').put_object(Bucket='${store}', Key='${key}', Body=b'newer') and 0)`);
    await unchecked("0");
    credentials = roles.agents;
    expect(await got(`s3://${store}/${key}`)).toBe("newer");
    expect(await got(location)).toBe(bundle().text);
  });

  it("fetches the definitions with the masters' role", async () => {
    credentials = roles.masters;
    expect(JSON.parse(await got(`s3://${name}/marathon/apps.json`)).apps).toHaveLength(105);
    expect(await got(`s3://${name}/marathon/apps.py`)).toMatch(/^#!\/usr\/bin\/python3\n/);
  });

  it("has no other permissions, and other tiers have none for these", async () => {
    credentials = roles.masters;
    expect(await got(`s3://${name}/other.json`)).toContain("403");
    credentials = roles.agents;
    expect(await got(`s3://${name}/marathon/apps.json`)).toContain("403");
  });

  it("fetches the volume driver's program with the agents' role", async () => {
    credentials = roles.masters;
    const { apps } = JSON.parse(await got(`s3://${name}/marathon/apps.json`));
    const { PROGRAM } = apps.find(({ id }: { id: string }) => id === "/volumes").env;
    await unchecked("1000000");
    const location = fileOf("agents-1", "/etc/cdktf-mesos/volume-driver").trim();
    await unchecked("0");
    expect(await got(`${location}-${PROGRAM}`)).toContain("403");
    credentials = roles.agents;
    const text = readFileSync(path.join(projectRoot, "cloud-init", "programs", "volumes.py"), "utf8");
    expect(await got(`${location}-${PROGRAM}`)).toBe(text);
  });

  it("is denied access with another secret, or without its session token", async () => {
    credentials = { ...roles.masters, SecretAccessKey: roles.agents.SecretAccessKey };
    expect(await got(`s3://${name}/marathon/apps.json`)).toContain("403");
    credentials = { ...roles.masters, Token: roles.agents.Token };
    // Like S3: a token of another key is a bad request.
    expect(await got(`s3://${name}/marathon/apps.json`)).toContain("400");
  });

  (onDebian ? describe : describe.skip)(
    "with Debian's docker-registry and its document's configuration",
    () => {
      let registry: ChildProcess;
      let url: string;

      const start = async (role: RoleCredentials) => {
        credentials = role;
        const config = path.join(folder, "registry.yml");
        await unchecked("1000000");
        writeFileSync(config, fileOf("registry-1", "/etc/docker/registry/config.yml"));
        await unchecked("0");
        const port = await freePort();
        url = `http://127.0.0.1:${port}`;
        const { AWS_CA_BUNDLE: _, ...env } = process.env;
        registry = spawn(registryProgram(), ["serve", config], {
          stdio: "ignore",
          env: {
            ...env,
            AWS_EC2_METADATA_SERVICE_ENDPOINT: metadata.url,
            REGISTRY_HTTP_ADDR: `127.0.0.1:${port}`,
            REGISTRY_STORAGE_S3_REGIONENDPOINT: account.endpoint,
          },
        });
        for (let tries = 0; tries < 100; tries++) {
          if (await fetch(`${url}/v2/`).catch(() => undefined)) return;
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
        throw new Error("the registry does not respond");
      };
      afterEach(async () => {
        const ended = new Promise((resolve) => registry.once("close", resolve));
        registry.kill("SIGKILL");
        await ended;
      });

      const digest = (content: string) => `sha256:${createHash("sha256").update(content).digest("hex")}`;
      const begin = () => fetch(`${url}/v2/team/app/blobs/uploads/`, { method: "POST" });
      const push = async (content: string) => {
        const { headers } = await begin();
        const place = new URL(headers.get("location")!, url);
        // In two parts, as Docker does: the second continues the upload in S3.
        const part = {
          method: "PATCH",
          body: content,
          headers: { "content-type": "application/octet-stream" },
        };
        const next = new URL((await fetch(place, part)).headers.get("location")!, url);
        next.searchParams.set("digest", digest(content));
        return (await fetch(next, { method: "PUT" })).status;
      };

      it("stores an image with the registry's role, and serves it from S3", async () => {
        await start(roles.registry);
        expect((await begin()).status).toBe(202);
        // moto 5.2.1 rejects the signature of a request that lists uploads by prefix.
        await unchecked("1000000");
        const config = JSON.stringify({ architecture: "amd64", os: "linux" });
        expect([await push(config), await push("a layer")]).toEqual([201, 201]);
        const type = "application/vnd.docker.distribution.manifest.v2+json";
        const blob = (mediaType: string, content: string) => ({
          mediaType,
          size: content.length,
          digest: digest(content),
        });
        const manifest = JSON.stringify({
          schemaVersion: 2,
          mediaType: type,
          config: blob("application/vnd.docker.container.image.v1+json", config),
          layers: [blob("application/vnd.docker.image.rootfs.diff.tar.gzip", "a layer")],
        });
        const put = { method: "PUT", body: manifest, headers: { "content-type": type } };
        expect((await fetch(`${url}/v2/team/app/manifests/1`, put)).status).toBe(201);
        const found = await fetch(`${url}/v2/team/app/manifests/1`, { headers: { accept: type } });
        expect(await found.text()).toBe(manifest);
        const layer = await fetch(`${url}/v2/team/app/blobs/${digest("a layer")}`);
        expect(await layer.text()).toBe("a layer");
        expect(layer.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/apps-images-\w+\/registry\/docker\//);
      });

      it("is denied access with another tier's role", async () => {
        await start(roles.agents);
        await unchecked("0");
        expect((await begin()).status).toBe(500);
      });
    },
  );
});

/** A free port. */
const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

it("is destroyed with its objects", async () => {
  await deployment.destroy();
  expect(
    python<string[]>("print(json.dumps([b['Name'] for b in boto3.client('s3').list_buckets()['Buckets']]))"),
  ).toEqual([]);
});
