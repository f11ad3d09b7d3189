import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { bundle } from "../../../../cloud-init";
import { parseDocument } from "../../../support/read-document";
import { AwsStack } from "../../../support/synth";

const stack = new AwsStack({ kmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/1" });
stack.masters();
const { resource, locals = {} } = stack.synth().json;
const only = (type: string, containing: string) => {
  const found = Object.entries(resource[type] ?? {}).filter(([id]) => id.includes(containing));
  expect(found).toHaveLength(1);
  return found[0]!;
};

describe("the bundle on AWS", () => {
  test("is one object with versions, encrypted by the cluster's key", () => {
    const [, object] = only("aws_s3_object", "bundle");
    expect(gunzipSync(Buffer.from(object.content_base64 as string, "base64")).toString()).toBe(bundle().text);
    expect(object).toMatchObject({ key: "bundle.json", content_encoding: "gzip" });
    expect(only("aws_s3_bucket_versioning", "bundle")[1]).toMatchObject({
      versioning_configuration: { status: "Enabled" },
    });
    expect(JSON.stringify(only("aws_s3_bucket_server_side_encryption_configuration", "bundle")[1])).toContain(
      "key/1",
    );
    // Machines that boot with older user data read an older version.
    expect(JSON.stringify(only("aws_s3_bucket_lifecycle_configuration", "bundle")[1])).toContain(
      '"noncurrent_days":30',
    );
  });

  test("is named in user data by version and SHA-256, before the first step", () => {
    const [bucket] = only("aws_s3_bucket", "bundle");
    const [object] = only("aws_s3_object", "bundle");
    const [, text] = Object.entries(locals).find(([id]) => id.startsWith("masters_1"))!;
    expect(parseDocument(text).runcmd.slice(0, 2)).toEqual([
      [
        "/usr/local/sbin/cdktf-mesos-object",
        `s3://\${aws_s3_bucket.${bucket}.bucket}/bundle.json?versionId=\${aws_s3_object.${object}.version_id}`,
        "--bundle",
        createHash("sha256").update(bundle().text).digest("hex"),
      ],
      ["/usr/local/sbin/cdktf-mesos-boot", "begin"],
    ]);
  });

  test("may be read by the roles of tiers, older versions as well, and nothing more", () => {
    const [, policy] = only("aws_iam_role_policy", "masters_tier_bundle");
    const [bucket] = only("aws_s3_bucket", "bundle");
    expect(JSON.parse(policy.policy as string).Statement).toEqual([
      {
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:GetObjectVersion"],
        Resource: `\${aws_s3_bucket.${bucket}.arn}/bundle.json`,
      },
      { Effect: "Allow", Action: ["kms:Decrypt"], Resource: "arn:aws:kms:eu-west-1:111122223333:key/1" },
    ]);
  });

  test("is complete: a document has no other scripts and programs", () => {
    const [, text] = Object.entries(locals).find(([id]) => id.startsWith("masters_1"))!;
    const { write_files } = parseDocument(text);
    const list = write_files.find(({ path }) => path === "/etc/cdktf-mesos/bundle")!.content;
    const texts = JSON.parse(bundle().text);
    for (const line of list.trim().split("\n")) {
      expect(line).toMatch(/^0755 \/usr\/local\/(s?bin|lib)\//);
      expect(texts[line.split(" ")[1]!]).toMatch(/^#!/);
    }
    const written = write_files.map(({ path }) => path).filter((path) => path.startsWith("/usr/local/"));
    expect(written).toEqual(["/usr/local/sbin/cdktf-mesos-object"]);
  });

  test("is in baked images", () => {
    const image = parseDocument(new AwsStack().masters().imageDocument);
    const paths = image.write_files.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(["/usr/local/sbin/cdktf-mesos-zookeeper-data"]));
    expect(image.write_files).toContainEqual(
      expect.objectContaining({ path: "/var/lib/cdktf-mesos/bundle", content: bundle().sha256 }),
    );
  });
});
