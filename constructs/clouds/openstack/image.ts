import { DataOpenstackImagesImageV2 } from "@cdktf/provider-openstack/lib/data-openstack-images-image-v2";
import { type TerraformProvider, Token } from "cdktf";
import type { Construct } from "constructs";
import type { Architecture, System } from "../../../cloud-init";
import { InvalidInput, show } from "../../../cloud-init/checks/invalid-input";
import { markInstances } from "../../checks/instances";
import type { MachineSystem } from "../cloud";

/** The Glance image that servers start from: Debian 12 or Ubuntu 24.04 with cloud-init. */
export class OpenStackImage {
  /**
   * The newest image of a name, so that one can be replaced under its name.
   *
   * @param name as `openstack image list` has it
   * @param options `sshUser`: the login that the image makes (default `ubuntu` where the name begins so, otherwise
   * `debian`, as their publishers have it)
   * @throws InvalidInput where the name is empty
   */
  static named(name: string, options: { readonly sshUser?: string } = {}): OpenStackImage {
    if (typeof name !== "string" || !name.trim()) {
      throw new InvalidInput(`image must be the name of an image such as debian-12, got ${show(name)}`);
    }
    const login = /^ubuntu/i.test(name) ? "ubuntu" : "debian";
    return new OpenStackImage(options.sshUser ?? login, undefined, name);
  }

  /**
   * One image: a baked one, or one that is pinned.
   *
   * @param imageId its UUID, or a reference to an image of the same program
   * @param options `sshUser`: the login that the image makes (default `ubuntu`; Debian's has `debian`)
   * @throws InvalidInput for an invalid id
   */
  static fromId(imageId: string, options: { readonly sshUser?: string } = {}): OpenStackImage {
    if (!Token.isUnresolved(imageId) && !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(imageId)) {
      throw new InvalidInput(
        `image must be an id such as 4f1b2a60-7c1d-4a53-9a70-2f0c8d6f1e11, got ${show(imageId)}`,
      );
    }
    return new OpenStackImage(options.sshUser ?? "ubuntu", imageId, undefined);
  }

  private constructor(
    readonly sshUser: string,
    private readonly id: string | undefined,
    private readonly name: string | undefined,
  ) {}

  /**
   * What the name says of the system and the architecture, where it is like those that publishers give their images
   * (`debian-12-generic-arm64`, `Ubuntu 24.04`); nothing for an image by its id.
   * @internal
   */
  get system(): MachineSystem {
    const { name } = this;
    if (name === undefined) return {};
    const [, id, version] = /^(debian|ubuntu)[-_ ]?(\d\d(?:\.\d\d)?)(?!\d)/i.exec(name) ?? [];
    const arm = /(^|[^a-z0-9])(arm64|aarch64)([^a-z0-9]|$)/i.test(name);
    const known = <V>(value: V) => ({ value, prop: "image", given: name }) as const;
    return {
      ...(id && version ? { system: known(`${id.toLowerCase()}-${version}` as System) } : {}),
      ...(arm ? { architecture: known<Architecture>("arm64") } : {}),
    };
  }

  /** The image's id: a token where Glance looks it up. @internal */
  resolve(scope: Construct, provider: TerraformProvider): string {
    if (this.id) return this.id;
    return new DataOpenstackImagesImageV2(scope, "image", {
      provider,
      name: this.name!,
      mostRecent: true,
    }).id;
  }
}
markInstances(OpenStackImage, "OpenStackImage");
