import { App, TerraformStack, Testing } from "cdktf";
import type { Construct } from "constructs";
import {
  type Cloud,
  MesosMasterTier,
  type MesosMasterTierProps,
  VpcNetwork,
  type VpcNetworkProps,
} from "../../constructs";
import { AwsCloud, type AwsCloudProps, AwsImage, AwsKey } from "../../constructs/clouds/aws";
import { textLocals } from "../../tools/text-locals";
import { type CloudInitDocument, parseDocument, withBundle } from "./read-document";

/** A public key without a private key. */
export const testKey =
  "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKq1rZpxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx test";

/** A Terraform resource as synthesized. */
export type Resource = Record<string, unknown> & { readonly lifecycle?: Record<string, unknown> };

/** Synthesized JSON with accessors for tests. */
export class Synthesized {
  readonly json: {
    resource: Record<string, Record<string, Resource>>;
    data?: Record<string, Record<string, Resource>>;
    output?: Record<string, { value: unknown }>;
    /** With the files that documents share. */
    locals?: Record<string, string>;
    removed?: { from: string; lifecycle: unknown }[];
    terraform: unknown;
  };

  constructor(stack: TerraformStack) {
    const { locals, ...others } = JSON.parse(Testing.synth(stack, true));
    this.json = { ...others, ...(locals ? { locals: textLocals(locals) } : {}) };
  }

  /** All resources of a type, by logical id, without those of the bundle, which each cluster on AWS has. */
  all(type: string): [string, Resource][] {
    return Object.entries(this.json.resource[type] ?? {}).filter(([id]) => !/(cloud|tier)_bundle_/.test(id));
  }

  /** The only resource of a type whose path contains a text. */
  one(type: string, containing = ""): Resource {
    const found = this.all(type).filter(([id]) => id.includes(containing));
    if (found.length !== 1)
      throw new Error(
        `${found.length} of ${type} contain "${containing}": ${this.all(type).map(([id]) => id)}`,
      );
    return found[0]![1];
  }

  /** The cloud-init document of a machine or pool, by the prefix of its logical id. */
  document(owner: string): CloudInitDocument {
    const [, text] = Object.entries(this.json.locals ?? {}).find(([id]) => id.startsWith(`${owner}_`))!;
    return withBundle(parseDocument(text));
  }

  /** The files of a {@link document}, by path. */
  files(owner: string): Record<string, string> {
    return Object.fromEntries(this.document(owner).write_files.map(({ path, content }) => [path, content]));
  }
}

/** A stack with a cloud, and basic constructs of tests. */
export class TestStack extends TerraformStack {
  readonly cloud: Cloud;

  /** @param machineType the default of masters */
  constructor(
    createCloud: (stack: TerraformStack) => Cloud,
    private readonly machineType: string,
  ) {
    super(new App(), "test");
    this.cloud = createCloud(this);
  }

  network(props: Partial<VpcNetworkProps> = {}): VpcNetwork {
    return new VpcNetwork(this, "network", { cloud: this.cloud, cidr: "10.16.0.0/16", ...props });
  }

  masters(props: Partial<MesosMasterTierProps> = {}): MesosMasterTier {
    return new MesosMasterTier(this, "masters", {
      network: props.network ?? this.network(),
      count: 3,
      machineType: this.machineType,
      ...props,
    });
  }

  synth(): Synthesized {
    return new Synthesized(this);
  }
}

/** An AWS cloud with the required properties. */
export const awsCloud = (scope: Construct, cluster: string, props: Partial<AwsCloudProps> = {}): Cloud =>
  new AwsCloud(scope, "cloud", {
    cluster,
    key: AwsKey.fromPublicKey(testKey),
    image: AwsImage.fromId("ami-0123456789abcdef0"),
    ...props,
  });

/** A stack with an AWS cloud. */
export class AwsStack extends TestStack {
  constructor(props: Partial<AwsCloudProps> = {}) {
    super((stack) => awsCloud(stack, "ci", props), "m5.large");
  }
}

/** The error that a function throws; fails if it throws none. */
export function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
  throw new Error("no error was thrown");
}

/** Resolves Terraform's escapes, as in a node's document. */
export function unescapeTerraform(text: string): string {
  return text.replaceAll("$${", "${").replaceAll("%%{", "%{");
}
