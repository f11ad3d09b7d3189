/** The tag that a volume's name is in: what has none, such as the masters' volumes, is out of reach. */
const NAME = "cdktf-mesos:volume";
const CLUSTER = "cdktf-mesos:cluster";

/** What an agent may do with volumes that have names, of its own cluster: the rights of `programs/volumes.py`. */
export function volumePolicy(cluster: string, kmsKeyId?: string) {
  const [volumes, snapshots, instances] = ["volume", "snapshot", "instance"].map(
    (kind) => `arn:*:ec2:*:*:${kind}/*`,
  );
  /** What is there already and is ours. */
  const ours = {
    StringEquals: { [`aws:ResourceTag/${CLUSTER}`]: cluster },
    StringLike: { [`aws:ResourceTag/${NAME}`]: "?*" },
  };
  /** What becomes ours as it is made. */
  const tagged = {
    StringEquals: { [`aws:RequestTag/${CLUSTER}`]: cluster },
    StringLike: { [`aws:RequestTag/${NAME}`]: "?*" },
  };
  const allow = (Action: string[], Resource: unknown, Condition?: object) => ({
    Effect: "Allow",
    Action,
    Resource,
    ...(Condition ? { Condition } : {}),
  });
  return {
    Version: "2012-10-17",
    Statement: [
      // EC2 knows no smaller right to look.
      allow(["ec2:DescribeVolumes", "ec2:DescribeSnapshots"], "*"),
      allow(["ec2:CreateVolume"], volumes, tagged),
      // Asked for the snapshot that a volume is made from, and for the volume that a snapshot is made of.
      allow(["ec2:CreateVolume"], snapshots, ours),
      allow(["ec2:CreateSnapshot"], volumes, ours),
      allow(["ec2:CreateSnapshot"], snapshots, tagged),
      allow(["ec2:CreateTags"], [volumes, snapshots], {
        ...tagged,
        StringEquals: { ...tagged.StringEquals, "ec2:CreateAction": ["CreateVolume", "CreateSnapshot"] },
      }),
      // Later, one tag of what is ours: nothing else can be made to be.
      allow(["ec2:CreateTags"], volumes, {
        ...ours,
        "ForAllValues:StringEquals": { "aws:TagKeys": ["cdktf-mesos:saved"] },
      }),
      allow(["ec2:AttachVolume", "ec2:DetachVolume", "ec2:DeleteVolume"], volumes, ours),
      allow(["ec2:AttachVolume", "ec2:DetachVolume"], instances, {
        StringEquals: { [`aws:ResourceTag/${CLUSTER}`]: cluster },
      }),
      allow(["ec2:DeleteSnapshot"], snapshots, ours),
      ...(kmsKeyId
        ? [
            allow(
              ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:ReEncrypt*"],
              kmsKeyId,
            ),
            allow(["kms:CreateGrant"], kmsKeyId, { Bool: { "kms:GrantIsForAWSResource": "true" } }),
          ]
        : []),
    ],
  };
}
