import { InvalidInput } from "../invalid-input";
import { checkArchive, type PackageArchive } from "./package-source";

/** @throws InvalidInput if the reference cannot be one of a container image */
export function containerImage(image: string): string {
  // An expression of Terraform's stands for a registry's host that the cloud names.
  if (
    !/^([a-z0-9]|\$\{[^{}\s]+\})[a-zA-Z0-9._:/-]*(:[A-Za-z0-9_][A-Za-z0-9_.-]*)?(@sha256:[0-9a-f]{64})?$/.test(
      image,
    )
  ) {
    throw new InvalidInput(`image must be a container image such as registry:5000/name:tag, got "${image}"`);
  }
  return image;
}

/** The archive of an image as `cdktf-mesos-container-image` takes it: URL and SHA-256, or `-` for none. */
export function imageArchive(image: string, archive: PackageArchive): string {
  checkArchive(`image ${image}`, archive);
  return `${archive.url} ${archive.sha256 ?? "-"}`;
}
