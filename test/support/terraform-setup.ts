import { ensureOpenstackProvider } from "../../tools/openstack/provider-binary";
import { Processes } from "../../tools/processes";

/** Prepares what parallel tests share: the OpenStack provider, which is built if Terraform cannot download it. */
export default async function terraformSetup(): Promise<void> {
  await ensureOpenstackProvider(new Processes());
}
