import type { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { S3Object } from "@cdktf/provider-aws/lib/s3-object";
import { Fn, Lazy, type TerraformResource } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type {
  BucketGrant,
  BucketObjectSpec,
  BucketSpec,
  CloudBucket,
  CloudObject,
  CloudTier,
  S3Access,
} from "../cloud";
import { compressed } from "../support/object-content";
import { escapedText } from "../support/user-data";
import type { AwsContext } from "./context";

/** An S3 bucket that only the account can access, and only over TLS. */
export class AwsBucket extends Construct implements CloudBucket {
  readonly bucket: S3Bucket;
  readonly resources: readonly TerraformResource[];

  constructor(
    scope: IConstruct,
    id: string,
    private readonly context: AwsContext,
    private readonly spec: BucketSpec,
  ) {
    super(scope, id);
    const { meta, tags, kmsKeyId } = context;
    this.bucket = new S3Bucket(this, "bucket", {
      ...meta,
      // Names are shared by all accounts of the world: the rest of it is the provider's to find.
      bucketPrefix: `${tags.named(spec.name).slice(0, 36)}-`,
      forceDestroy: !spec.retain,
      tags: tags.of(spec.name),
      ...(spec.retain ? { lifecycle: { preventDestroy: true } } : {}),
    });
    const of = { ...meta, bucket: this.bucket.bucket };
    const versioning = new S3BucketVersioningA(this, "versioning", {
      ...of,
      versioningConfiguration: { status: "Enabled" },
    });
    const encryption = new S3BucketServerSideEncryptionConfigurationA(this, "encryption", {
      ...of,
      rule: [
        {
          applyServerSideEncryptionByDefault: kmsKeyId
            ? { sseAlgorithm: "aws:kms", kmsMasterKeyId: kmsKeyId }
            : { sseAlgorithm: "AES256" },
          // One request to the key service for many objects.
          bucketKeyEnabled: kmsKeyId !== undefined,
        },
      ],
    });
    const access = new S3BucketPublicAccessBlock(this, "access", {
      ...of,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    const policy = new S3BucketPolicy(this, "policy", {
      ...of,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Deny",
            Principal: "*",
            Action: "s3:*",
            Resource: [this.bucket.arn, `${this.bucket.arn}/*`],
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
        ],
      }),
      dependsOn: [access],
    });
    const lifecycle = new S3BucketLifecycleConfiguration(this, "lifecycle", {
      ...of,
      rule: [
        {
          id: "expire",
          status: "Enabled",
          filter: [{ prefix: "" }],
          ...(spec.expireAfterDays ? { expiration: [{ days: spec.expireAfterDays }] } : {}),
          noncurrentVersionExpiration: [{ noncurrentDays: spec.keepVersionsDays ?? 30 }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
      // AWS refuses rules about versions where there are none.
      dependsOn: [versioning],
    });
    this.resources = [this.bucket, versioning, encryption, access, policy, lifecycle];
  }

  get name(): string {
    return this.bucket.bucket;
  }

  /** What must be there before an object, so that its first version is one that is kept, and encrypted as asked. */
  get ready(): TerraformResource[] {
    return this.resources.slice(1, 3);
  }

  get s3(): S3Access {
    const { bucket, bucketRegionalDomainName, region } = this.bucket;
    // The bucket's own name cut off: what is left is right in every partition, amazonaws.com.cn included.
    return { region, endpoint: `https://${Fn.trimprefix(bucketRegionalDomainName, `${bucket}.`)}` };
  }

  object(scope: IConstruct, { id, key, text, contentType }: BucketObjectSpec): CloudObject {
    const { meta, tags } = this.context;
    const resource = new S3Object(scope, id, {
      ...meta,
      bucket: this.name,
      key,
      ...contentOf(text),
      contentType,
      tags: tags.of(this.spec.name),
      dependsOn: this.ready,
    });
    return { resource, location: this.location(scope, { id, key }) };
  }

  location(_scope: IConstruct, { key }: Pick<BucketObjectSpec, "id" | "key">): string {
    return `s3://${this.name}/${key}`;
  }

  grant({ tier, tierName, access, prefix }: BucketGrant): void {
    const { kmsKeyId, meta } = this.context;
    const write = access === "read-write";
    new IamRolePolicy(this, `${access}-by-${tierName}`, {
      ...meta,
      namePrefix: `${this.spec.name.slice(0, 60)}-${access}-`,
      role: (tier as CloudTier & { readonly role: IamRole }).role.name,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: write
              ? [
                  "s3:GetObject",
                  "s3:PutObject",
                  "s3:DeleteObject",
                  "s3:AbortMultipartUpload",
                  "s3:ListMultipartUploadParts",
                ]
              : ["s3:GetObject"],
            Resource: `${this.bucket.arn}/${prefix}*`,
          },
          ...(write
            ? [
                {
                  Effect: "Allow",
                  Action: ["s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:GetBucketLocation"],
                  Resource: this.bucket.arn,
                },
              ]
            : []),
          ...(kmsKeyId
            ? [
                {
                  Effect: "Allow",
                  Action: write ? ["kms:Decrypt", "kms:GenerateDataKey"] : ["kms:Decrypt"],
                  Resource: kmsKeyId,
                },
              ]
            : []),
        ],
      }),
    });
  }
}

/** Text as it is, or bytes of it compressed, which S3 says when it is asked for them. */
function contentOf(text: () => string) {
  const base64 = compressed(text);
  // An attribute is left out where there is nothing to produce, which cdktf's types do not say.
  const optional = (produce: () => string | undefined) =>
    Lazy.stringValue({ produce: produce as () => string });
  return {
    content: Lazy.stringValue({
      produce: (context) =>
        base64() === undefined ? context.resolve(escapedText(text)) : (undefined as unknown as string),
    }),
    contentBase64: optional(base64),
    contentEncoding: optional(() => (base64() === undefined ? undefined : "gzip")),
  };
}
