import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import {
  MesosAgentPool,
  MesosMasterTier,
  ObjectStore,
  type ObjectStoreProps,
  VpcNetwork,
} from "../../../constructs";
import type { AwsCloudProps } from "../../../constructs/clouds/aws";
import type { Anything } from "../../support/anything";
import { AwsStack, awsCloud, refusal, Synthesized } from "../../support/synth";

const store = (props: Partial<ObjectStoreProps> = {}, cloud: Partial<AwsCloudProps> = {}) => {
  const stack = new AwsStack(cloud);
  return { stack, store: new ObjectStore(stack, "backups", { cloud: stack.cloud, ...props }) };
};

test("nobody but the account reaches it, over TLS alone", () => {
  const json = store().stack.synth();
  expect(json.one("aws_s3_bucket_public_access_block")).toMatchObject({
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  });
  const [statement] = JSON.parse(json.one("aws_s3_bucket_policy").policy as string).Statement;
  expect(statement).toMatchObject({
    Effect: "Deny",
    Principal: "*",
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  });
});

test("it is encrypted, with the customer's key where there is one", () => {
  const rule = (cloud: Partial<AwsCloudProps>) =>
    json(cloud).one("aws_s3_bucket_server_side_encryption_configuration").rule;
  const json = (cloud: Partial<AwsCloudProps>) => store({}, cloud).stack.synth();
  expect(rule({})).toMatchObject([{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }]);
  expect(rule({ kmsKeyId: "arn:aws:kms:eu-west-1:1:key/2" })).toMatchObject([
    {
      apply_server_side_encryption_by_default: {
        sse_algorithm: "aws:kms",
        kms_master_key_id: "arn:aws:kms:eu-west-1:1:key/2",
      },
      bucket_key_enabled: true,
    },
  ]);
});

test("versions are kept for a while, objects for as long as is asked for", () => {
  const rule = (props: Partial<ObjectStoreProps>) =>
    (store(props).stack.synth().one("aws_s3_bucket_lifecycle_configuration").rule as object[])[0];
  expect(store().stack.synth().one("aws_s3_bucket_versioning")).toMatchObject({
    versioning_configuration: { status: "Enabled" },
  });
  expect(rule({})).toMatchObject({ noncurrent_version_expiration: [{ noncurrent_days: 30 }] });
  expect(rule({})).not.toHaveProperty("expiration");
  expect(rule({ keepVersionsDays: 7, expireAfterDays: 90 })).toMatchObject({
    noncurrent_version_expiration: [{ noncurrent_days: 7 }],
    expiration: [{ days: 90 }],
  });
});

test("it is retained as data volumes are, unless it is let go of", () => {
  expect(store().stack.synth().one("aws_s3_bucket")).toMatchObject({
    bucket_prefix: "ci-backups-",
    force_destroy: false,
    lifecycle: { prevent_destroy: true },
  });
  const released = store({ retain: false }).stack.synth().one("aws_s3_bucket");
  expect(released).toMatchObject({ force_destroy: true });
  expect(released).not.toHaveProperty("lifecycle");
});

test("text is put there as it is, with references and what looks like Terraform's own", () => {
  const { stack, store: backups } = store();
  const { location } = backups.addText("note", { key: "notes/a.txt", text: "100 % of ${HOME} %{if}\n" });
  new TerraformOutput(stack, "location", { value: location });
  const json = stack.synth();
  expect(json.one("aws_s3_object")).toMatchObject({
    key: "notes/a.txt",
    content: "100 % of $${HOME} %%{if}\n",
    content_type: "text/plain; charset=utf-8",
  });
  expect(json.json.output!.location!.value).toMatch(
    /^s3:\/\/\$\{aws_s3_bucket\.backups_bucket_\w+\.bucket\}\/notes\/a\.txt$/,
  );
});

test("a tier may do what it is granted, and no more", () => {
  const { stack, store: backups } = store({}, { kmsKeyId: "arn:aws:kms:eu-west-1:1:key/2" });
  const masters = stack.masters();
  const builds = new MesosAgentPool(stack, "builds", { masters, machineType: "c5.large", count: 1 });
  backups.grantRead(masters, "marathon/");
  backups.grantRead(masters, "marathon/");
  backups.grantReadWrite(builds);
  const json = stack.synth();
  const actions = (tier: string) => {
    const policy = json.one("aws_iam_role_policy", `by-${tier}`);
    const statements = JSON.parse(policy.policy as string).Statement as {
      Action: string[];
      Resource: string;
    }[];
    return [policy.role, ...statements.map(({ Action, Resource }) => `${Action} on ${Resource}`)];
  };
  expect(json.all("aws_iam_role_policy")).toHaveLength(2);
  expect(actions("masters")).toEqual([
    expect.stringContaining("aws_iam_role.masters_tier_role"),
    expect.stringMatching(/^s3:GetObject on \$\{aws_s3_bucket\.\w+\.arn\}\/marathon\/\*$/),
    "kms:Decrypt on arn:aws:kms:eu-west-1:1:key/2",
  ]);
  expect(actions("builds")).toEqual([
    expect.stringContaining("aws_iam_role.builds_tier_role"),
    expect.stringMatching(/^s3:GetObject,s3:PutObject,s3:DeleteObject,\S+ on \S+\/\*$/),
    expect.stringMatching(/^s3:ListBucket,/),
    "kms:Decrypt,kms:GenerateDataKey on arn:aws:kms:eu-west-1:1:key/2",
  ]);
});

test.each([
  [{ cloud: "aws" }, "backups: cloud must be a cloud such as new AwsCloud(…), got"],
  [{ keepVersionsDays: 0 }, "backups: keepVersionsDays must be a whole number from 1 to 36500, got 0"],
  [{ public: true }, "backups: unknown prop public, known are cloud, retain,"],
])("refuses %j", (props: Anything, message) => {
  expect(refusal(() => store(props))).toContain(message);
});

test("refuses a key that is none, one that is taken, and a second right beside the first", () => {
  const { stack, store: backups } = store();
  const add = (key: Anything, id = "a") => refusal(() => backups.addText(id, { key, text: "x" }));
  expect(add("/a")).toContain("backups: key must be a path of letters, digits and . _ - such as");
  expect(add("a/../b")).toContain('got "a/../b"');
  backups.addText("a", { key: "a", text: "x" });
  expect(add("a", "b")).toContain('backups: key "a" is taken by another object');
  const masters = stack.masters();
  backups.grantRead(masters, "a/");
  expect(refusal(() => backups.grantRead(masters, "b/"))).toContain(
    'backups: masters has the right to read already, for other keys than "b/"',
  );
});

test("tiers of one id, as of several clusters, have rights of their own", () => {
  const stack = new TerraformStack(new App(), "clusters");
  const provider = new AwsProvider(stack, "aws");
  const tools = new ObjectStore(stack, "tools", { cloud: awsCloud(stack, "tools", { provider }) });
  for (const cluster of ["blue", "green"]) {
    const scope = new Construct(stack, cluster);
    const network = new VpcNetwork(scope, "network", {
      cloud: awsCloud(scope, cluster, { provider }),
      cidr: "10.16.0.0/16",
    });
    const masters = new MesosMasterTier(scope, "masters", { network, count: 1, machineType: "m5.large" });
    const builds = new MesosAgentPool(scope, "builds", { masters, count: 1, machineType: "m5.large" });
    tools.grantRead(builds);
    tools.grantRead(builds);
  }
  const roles = new Synthesized(stack)
    .all("aws_iam_role_policy")
    .map(([, { role }]) => /(blue|green)_builds/.exec(String(role))?.[1]);
  expect(roles).toEqual(["blue", "green"]);
});
