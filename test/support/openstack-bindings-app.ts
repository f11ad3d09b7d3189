import { ComputeInstanceV2 } from "@cdktf/provider-openstack/lib/compute-instance-v2";
import { DataOpenstackComputeFlavorV2 } from "@cdktf/provider-openstack/lib/data-openstack-compute-flavor-v2";
import { DataOpenstackImagesImageV2 } from "@cdktf/provider-openstack/lib/data-openstack-images-image-v2";
import { NetworkingNetworkV2 } from "@cdktf/provider-openstack/lib/networking-network-v2";
import { NetworkingPortV2 } from "@cdktf/provider-openstack/lib/networking-port-v2";
import { NetworkingSubnetV2 } from "@cdktf/provider-openstack/lib/networking-subnet-v2";
import { OpenstackProvider } from "@cdktf/provider-openstack/lib/provider";
import { App, TerraformOutput, TerraformStack } from "cdktf";

/** Uses the bindings only: a server in a new network, with a fixed address. */
const app = new App();
const stack = new TerraformStack(app, "bindings");
new OpenstackProvider(stack, "openstack");
const flavor = new DataOpenstackComputeFlavorV2(stack, "flavor", { name: process.env.TEST_FLAVOR });
const image = new DataOpenstackImagesImageV2(stack, "image", {
  name: process.env.TEST_IMAGE,
  mostRecent: true,
});
const network = new NetworkingNetworkV2(stack, "network", { name: "bindings", adminStateUp: true });
const subnet = new NetworkingSubnetV2(stack, "subnet", { networkId: network.id, cidr: "10.99.0.0/24" });
const port = new NetworkingPortV2(stack, "port", {
  networkId: network.id,
  fixedIp: [{ subnetId: subnet.id, ipAddress: "10.99.0.10" }],
});
const server = new ComputeInstanceV2(stack, "server", {
  name: "bindings",
  flavorId: flavor.id,
  imageId: image.id,
  network: [{ port: port.id }],
});
new TerraformOutput(stack, "address", { value: server.accessIpV4 });
new TerraformOutput(stack, "vcpus", { value: flavor.vcpus });
app.synth();
