import type { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { InvalidInput, show } from "../../cloud-init/checks/invalid-input";
import { isInstance, markInstances } from "../checks/instances";
import { checkProps, objectWith, type PropChecks, wholeNumber, yesOrNo } from "../checks/props";
import type { BucketGrant, Cloud, CloudBucket, CloudObject, CloudTier } from "../clouds/cloud";

/** A private place for objects: images, backups, definitions of apps. */
export interface ObjectStoreProps {
  readonly cloud: Cloud;
  /**
   * Whether Terraform refuses every plan that would destroy it. `false` is how it is let go of on purpose: once
   * that is applied, a destroy takes all that is in it along. @default true
   */
  readonly retain?: boolean;
  /** Days that overwritten and deleted versions of an object are kept, 1 or more. @default 30 on AWS; OpenStack keeps them */
  readonly keepVersionsDays?: number;
  /** Days after which objects themselves go, as for backups. @default never */
  readonly expireAfterDays?: number;
}

const checks: PropChecks<ObjectStoreProps> = {
  cloud: objectWith("traits", "a cloud such as new AwsCloud(…)"),
  retain: yesOrNo.optional(),
  keepVersionsDays: wholeNumber(1, 36500).optional(),
  expireAfterDays: wholeNumber(1, 36500).optional(),
};

/** A tier whose machines can be given rights: `MesosMasterTier`, `MesosAgentPool`, `IngressRouter`. */
export interface CloudTenant {
  readonly node: { readonly id: string; readonly path: string };
  /** The tier as the cloud has it. */
  readonly cloudTier: CloudTier;
}

/** Text that Terraform keeps in a store. */
export interface TextObject {
  /** The path within the store: `marathon/apps.json`. */
  readonly key: string;
  /** The text, or what makes it at synth. */
  readonly text: string | (() => string);
  /** @default "text/plain; charset=utf-8" */
  readonly contentType?: string;
}

/** What keys may look like, without what S3, Swift or a URL would need an escape for. */
const KEY = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;

/**
 * A bucket with encryption, versions and no way in from outside. Tiers may do nothing with it until they are granted
 * it.
 */
export class ObjectStore extends Construct {
  /** Whether a value is an `ObjectStore`, of any copy of this package. */
  static isObjectStore(value: unknown): value is ObjectStore {
    return isInstance("ObjectStore", value);
  }

  readonly bucket: CloudBucket;
  private readonly grants: BucketGrant[] = [];
  private readonly keys = new Set<string>();
  private readonly locations = new Map<string, string>();

  /** @throws InvalidInput for a prop that is missing, unknown or invalid */
  constructor(scope: Construct, id: string, props: ObjectStoreProps) {
    super(scope, id);
    checkProps(id, checks, props);
    const { cloud, retain = true, keepVersionsDays, expireAfterDays } = props;
    this.bucket = cloud.bucket(this, {
      name: bucketName(this),
      retain,
      keepVersionsDays,
      expireAfterDays,
    });
  }

  get resources(): readonly TerraformResource[] {
    return this.bucket.resources;
  }

  /**
   * Text that Terraform puts into the store, and puts there again when it changes.
   *
   * @param id the construct id of the object
   * @throws InvalidInput where the key is invalid or taken
   */
  addText(id: string, { key, text, contentType = "text/plain; charset=utf-8" }: TextObject): CloudObject {
    this.checkKey(key);
    if (this.keys.has(key)) {
      throw new InvalidInput(
        `${this.node.id}: key ${show(key)} is taken by another object; give this one another`,
      );
    }
    this.keys.add(key);
    const object = this.bucket.object(this, {
      id,
      key,
      contentType,
      text: typeof text === "string" ? () => text : text,
    });
    this.locations.set(key, object.location);
    return object;
  }

  /**
   * Where machines find an object that is put there by someone else, as `cdktf-mesos-object` takes it.
   *
   * @throws InvalidInput where the key is invalid
   */
  locationOf(key: string): string {
    this.checkKey(key);
    const location = this.locations.get(key) ?? this.bucket.location(this, { id: key, key });
    this.locations.set(key, location);
    return location;
  }

  /**
   * Lets the machines of a tier read.
   *
   * @param prefix only objects whose keys begin so. @default "": all
   */
  grantRead(tier: CloudTenant, prefix = ""): void {
    this.grant(tier, "read", prefix);
  }

  /**
   * Lets the machines of a tier read, write and delete.
   *
   * @param prefix only objects whose keys begin so. @default "": all
   */
  grantReadWrite(tier: CloudTenant, prefix = ""): void {
    this.grant(tier, "read-write", prefix);
  }

  private checkKey(key: string): void {
    if (typeof key !== "string" || !KEY.test(key)) {
      throw new InvalidInput(
        `${this.node.id}: key must be a path of letters, digits and . _ - such as marathon/apps.json, got ${show(key)}`,
      );
    }
  }

  private grant(tier: CloudTenant, access: "read" | "read-write", prefix: string): void {
    const { cloudTier, node } = tier;
    const alike = this.grants.filter((granted) => granted.access === access);
    const own = alike.find((granted) => granted.tier === cloudTier);
    if (own?.prefix === prefix) return;
    if (own) {
      throw new InvalidInput(
        `${this.node.id}: ${node.id} has the right to ${access} already, for other keys than ${show(prefix)}; grant it a common prefix once`,
      );
    }
    // Tiers of several clusters may have one id.
    const tierName = alike.some((granted) => granted.tierName === node.id) ? node.path : node.id;
    const grant = { tier: cloudTier, tierName, access, prefix };
    this.bucket.grant(grant);
    this.grants.push(grant);
  }
}
markInstances(ObjectStore, "ObjectStore");

/** The path of the construct within its stack, as a part of a bucket's name. */
function bucketName(store: ObjectStore): string {
  const ids = store.node.scopes.slice(2).map((step) => step.node.id);
  return ids
    .join("-")
    .toLowerCase()
    .replaceAll(/[^a-z0-9-]+/g, "-");
}
