import { checkImage } from "../checks/container-image";
import { checkArchive, type PackageArchive } from "./package-source";

/**
 * An image as `cdktf-mesos-container-image` takes it: its name and, where it comes from an archive, that URL and its
 * SHA-256, or `-` for none.
 *
 * @throws InvalidInput for an invalid name or archive
 */
export function imageWords(prop: string, image: string, archive?: PackageArchive): string {
  checkImage(prop, image);
  if (archive === undefined) return image;
  checkArchive(`image ${image}`, archive);
  return `${image} ${archive.url} ${archive.sha256 ?? "-"}`;
}
