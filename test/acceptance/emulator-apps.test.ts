import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { emulatorRegion } from "../../tools/emulator";
import { describeChange } from "../../tools/plan";
import { AwsAccount, freshFolder, projectRoot } from "../support/aws-account";
import { Deployment, onEmulator } from "../support/deployment";
import { metadataStandIn, type RoleCredentials } from "../support/metadata-stand-in";

jest.setTimeout(300_000);

const folder = freshFolder("apps");
let account: AwsAccount;
let deployment: Deployment;

// One deployment for all tests, in the order in which they stand here.
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

it("changes nothing in a second plan", async () => {
  expect(await described()).toEqual([]);
});

it("puts the definitions into a bucket with versions that nobody else reaches", () => {
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
      // As it was written, through Terraform's own syntax.
      { id: "/hello", cmd: "echo ${HOST} %{x}; sleep 1000" },
      { id: "/jenkins/team-1" },
      { id: "/jenkins/team-2" },
      { id: "/jenkins/team-3" },
    ],
  });
  expect(Object.values(access)).toEqual([true, true, true, true]);
  expect(versions).toBe("Enabled");
  expect(encryption).toMatchObject([{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }]);
});

it("changes one object for a hundred more apps, and no machine", async () => {
  deployment.synth({ TEST_APPS: "103" });
  expect(await described()).toEqual([
    expect.stringMatching(/^update aws_s3_object\.\S*definitions\S* \(.*content/),
  ]);
  await deployment.apply();
  expect(await described()).toEqual([]);
});

/** Temporary credentials of a tier's role, as its instances have them. */
const roleOf = (tier: string) =>
  python<RoleCredentials>(`
arn = [r['Arn'] for r in boto3.client('iam').list_roles()['Roles'] if '-${tier}-' in r['RoleName']][0]
c = boto3.client('sts').assume_role(RoleArn=arn, RoleSessionName='test')['Credentials']
print(json.dumps({'AccessKeyId': c['AccessKeyId'], 'SecretAccessKey': c['SecretAccessKey'], 'Token': c['SessionToken']}))`);

describe("a node, where signatures and rights are checked", () => {
  let metadata: Awaited<ReturnType<typeof metadataStandIn>>;
  let credentials: RoleCredentials;
  let roles: Record<"masters" | "agents", RoleCredentials>;
  let name: string;

  /** How many requests moto takes before it looks at who asks. */
  const unchecked = (requests: string) =>
    fetch(`${account.endpoint}/moto-api/reset-auth`, { method: "POST", body: requests });

  beforeAll(async () => {
    metadata = await metadataStandIn(emulatorRegion, () => credentials);
    roles = { masters: roleOf("masters"), agents: roleOf("agents") };
    name = bucket();
    await unchecked("0");
  });
  afterAll(async () => {
    await unchecked("1000000");
    await metadata.close();
  });

  const got = (location: string) =>
    new Promise<string>((resolve) => {
      const file = path.join(folder, "object");
      const env = {
        ...process.env,
        AWS_EC2_METADATA_SERVICE_ENDPOINT: metadata.url,
        AWS_ENDPOINT_URL_S3: account.endpoint,
      };
      const script = path.join(projectRoot, "cloud-init", "scripts", "object.sh");
      execFile("bash", [script, location, file], { env }, (error, _, stderr) =>
        resolve(error ? stderr.trim() : readFileSync(file, "utf8")),
      );
    });

  it("fetches the definitions with the rights of the masters' role", async () => {
    credentials = roles.masters;
    expect(JSON.parse(await got(`s3://${name}/marathon/apps.json`)).apps).toHaveLength(104);
    expect(await got(`s3://${name}/marathon/apps.py`)).toMatch(/^#!\/usr\/bin\/python3\n/);
  });

  it("has no right to anything else, and another tier has none to these", async () => {
    credentials = roles.masters;
    expect(await got(`s3://${name}/other.json`)).toContain("403");
    credentials = roles.agents;
    expect(await got(`s3://${name}/marathon/apps.json`)).toContain("403");
  });

  it("is nobody with another secret, or without its session", async () => {
    credentials = { ...roles.masters, SecretAccessKey: roles.agents.SecretAccessKey };
    expect(await got(`s3://${name}/marathon/apps.json`)).toContain("403");
    credentials = { ...roles.masters, Token: roles.agents.Token };
    // As S3 does: a token that is not the key's is a bad request.
    expect(await got(`s3://${name}/marathon/apps.json`)).toContain("400");
  });
});

it("is taken down with its objects", async () => {
  await deployment.destroy();
  expect(
    python<string[]>("print(json.dumps([b['Name'] for b in boto3.client('s3').list_buckets()['Buckets']]))"),
  ).toEqual([]);
});
