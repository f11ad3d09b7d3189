import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { Construct, type IConstruct } from "constructs";
import { type BundleSource, bundle } from "../../../cloud-init";
import { compress } from "../support/object-content";
import { AwsBucket } from "./bucket";
import type { AwsContext } from "./context";

const KEY = "bundle.json";

/**
 * The scripts and programs of all machines in S3, because EC2 takes only 16 KiB of user data. Machines read the version
 * that their user data names. Another version of this library stores another version of the object, and S3 keeps the
 * last one for machines that boot with older user data.
 */
export class AwsBundle extends Construct {
  /** See {@link BundleSource}. */
  readonly source: BundleSource;
  private readonly bucket: AwsBucket;

  constructor(
    scope: IConstruct,
    id: string,
    private readonly context: AwsContext,
  ) {
    super(scope, id);
    const { meta, tags } = context;
    const { text, sha256 } = bundle();
    this.bucket = new AwsBucket(this, "bucket", context, { name: "bundle", retain: false });
    const object = new S3Object(this, "object", {
      ...meta,
      bucket: this.bucket.name,
      key: KEY,
      contentBase64: compress(text),
      contentEncoding: "gzip",
      contentType: "application/json",
      tags: tags.of("bundle"),
      dependsOn: this.bucket.ready,
    });
    this.source = { location: `s3://${this.bucket.name}/${KEY}?versionId=${object.versionId}`, sha256 };
  }

  /** Lets the machines of a role read it. @param scope of the policy @param tierName part of its name */
  grantRead(scope: IConstruct, role: string, tierName: string): void {
    const { kmsKeyId, meta } = this.context;
    new IamRolePolicy(scope, "bundle", {
      ...meta,
      namePrefix: `${tierName.slice(0, 60)}-bundle-`,
      role,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: ["s3:GetObject", "s3:GetObjectVersion"],
            Resource: `${this.bucket.bucket.arn}/${KEY}`,
          },
          ...(kmsKeyId ? [{ Effect: "Allow", Action: ["kms:Decrypt"], Resource: kmsKeyId }] : []),
        ],
      }),
    });
  }
}
