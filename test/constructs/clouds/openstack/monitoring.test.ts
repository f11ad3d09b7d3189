import { ElasticsearchNodes, Monitoring, Receiver } from "../../../../constructs";
import { OpenStackStack } from "../../../support/openstack";

test("the machine finds its files by a signed URL, and operators find its Kibana", () => {
  const stack = new OpenStackStack();
  const masters = stack.masters();
  const search = new ElasticsearchNodes(stack, "search", {
    network: masters.network,
    count: 1,
    machineType: "m1.large",
    dataVolume: { sizeGiB: 50 },
  });
  const monitoring = new Monitoring(stack, "monitoring", {
    search,
    masters,
    machineType: "m1.medium",
    receivers: [Receiver.webhook({ urlFile: "/etc/ci/hook" })],
  });
  const json = stack.synth();
  const [document] = Object.entries(json.json.locals ?? {}).flatMap(([id, text]) =>
    id.startsWith("monitoring_host") ? [text] : [],
  );
  expect(document).toMatch(/FILES='\$\{openstack_objectstorage_tempurl_v1\.monitoring_store_\S+\.url\}'/);
  expect(
    JSON.parse(String(json.one("openstack_objectstorage_object_v1", "monitoring").content)),
  ).toMatchObject({ secrets: "RECEIVER_1 /etc/ci/hook\n" });
  expect(monitoring.kibanaUrl).toBe("http://10.16.32.22:5601");
});
