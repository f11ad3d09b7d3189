import { ObjectstorageContainerV1 } from "@cdktf/provider-openstack/lib/objectstorage-container-v1";
import { ObjectstorageObjectV1 } from "@cdktf/provider-openstack/lib/objectstorage-object-v1";
import { ObjectstorageTempurlV1 } from "@cdktf/provider-openstack/lib/objectstorage-tempurl-v1";
import type { TerraformResource } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { InvalidInput, show } from "../../../cloud-init/checks/invalid-input";
import type { BucketGrant, BucketObjectSpec, BucketSpec, CloudBucket, CloudObject } from "../cloud";
import { compressed } from "../support/object-content";
import { TerraformData } from "../support/terraform-data";
import { claimName } from "../support/unique-names";
import { escapedText } from "../support/user-data";
import type { OpenStackContext } from "./context";

/** Ten years: a machine reads for as long as it lives. */
const READABLE_SECONDS = 10 * 365 * 24 * 3600;

/**
 * A Swift container that only the project can access. Machines have no identity of their own on OpenStack: they read
 * what Terraform puts there by URLs that are signed with a key of the container's own (docs/decisions/0015).
 */
export class OpenStackBucket extends Construct implements CloudBucket {
  readonly container: ObjectstorageContainerV1;
  readonly resources: readonly TerraformResource[];

  constructor(
    scope: IConstruct,
    id: string,
    private readonly context: OpenStackContext,
    spec: BucketSpec,
  ) {
    super(scope, id);
    for (const days of ["keepVersionsDays", "expireAfterDays"] as const) {
      if (spec[days] !== undefined) {
        throw new InvalidInput(
          `${scope.node.id}: ${days} is not available on OpenStack, where objects carry their own end, got ${show(spec[days])}; leave it out`,
        );
      }
    }
    const { meta, tags } = context;
    const name = tags.named(spec.name);
    claimName(this, { kind: "container in a project", place: context.place, name });
    const key = new TerraformData(this, "key", {
      // Random, created once by Terraform, and kept only in its state.
      input: '${sha256(join("", [uuid(), uuid()]))}',
      lifecycle: { ignoreChanges: ["input"] },
    });
    this.container = new ObjectstorageContainerV1(this, "container", {
      ...meta,
      name,
      metadata: { "Temp-URL-Key": key.output },
      versioning: context.choices.objectVersions,
      forceDestroy: !spec.retain,
      ...(spec.retain ? { lifecycle: { preventDestroy: true } } : {}),
    });
    this.resources = [this.container, key];
  }

  get name(): string {
    return this.container.name;
  }

  object(scope: IConstruct, { id, key, text, contentType }: BucketObjectSpec): CloudObject {
    const { meta } = this.context;
    const base64 = compressed(text);
    const resource = new ObjectstorageObjectV1(scope, id, {
      ...meta,
      containerName: this.name,
      name: key,
      // The resource takes only text: compressed content stays base64, which `cdktf-mesos-object` unpacks.
      content: escapedText(() => base64() ?? text()),
      contentType,
    });
    return { resource, location: this.location(scope, { id, key }) };
  }

  location(scope: IConstruct, { id, key }: Pick<BucketObjectSpec, "id" | "key">): string {
    const url = new ObjectstorageTempurlV1(scope, `${id}-url`, {
      ...this.context.meta,
      container: this.name,
      object: key,
      method: "get",
      digest: "sha256",
      ttl: READABLE_SECONDS,
      // It is signed with the container's key.
      dependsOn: [this.container],
    });
    return url.url;
  }

  /** Reading needs nothing: who has an object's location may read it. */
  grant({ tierName, access }: BucketGrant): void {
    if (access === "read-write") {
      throw new InvalidInput(
        `${this.node.scope?.node.id}: ${tierName} cannot be given the right to write on OpenStack, where machines have no identity, got ${show(access)}; give them an application credential of your own`,
      );
    }
  }
}
