import { gunzipSync } from "node:zlib";
import { MarathonApp, MesosAgentPool, ObjectStore, type ObjectStoreProps } from "../../../../constructs";
import { OpenStackStack } from "../../../support/openstack";
import { refusal } from "../../../support/synth";

const store = (props: Partial<ObjectStoreProps> = {}) => {
  const stack = new OpenStackStack();
  return { stack, store: new ObjectStore(stack, "backups", { cloud: stack.cloud, ...props }) };
};

test("an object is read by a URL that is signed with a key of the container's own, made by Terraform", () => {
  const { stack, store: backups } = store();
  const { location } = backups.addText("note", { key: "notes/one.txt", text: "a ${b}\n" });
  backups.addText("where", { key: "notes/where.txt", text: location });
  const json = stack.synth();
  const [[key, data] = []] = json.all("terraform_data");
  expect(data).toMatchObject({
    input: '${sha256(join("", [uuid(), uuid()]))}',
    lifecycle: { ignore_changes: ["input"] },
  });
  const container = json.one("openstack_objectstorage_container_v1");
  expect(container).toMatchObject({
    name: "ci-backups",
    metadata: { "Temp-URL-Key": `\${terraform_data.${key}.output}` },
    lifecycle: { prevent_destroy: true },
  });
  expect(container).not.toHaveProperty("container_read");
  expect(json.one("openstack_objectstorage_object_v1", "backups_note").content).toBe("a $${b}\n");
  expect(json.one("openstack_objectstorage_object_v1", "backups_where").content).toMatch(
    /^\$\{openstack_objectstorage_tempurl_v1\.backups_note-url_\w+\.url\}$/,
  );
});

test("long text is compressed at synth, as text: Terraform would take minutes over it", () => {
  const { stack, store: backups } = store();
  const text = "a line with ${HOME}\n".repeat(5000);
  backups.addText("long", { key: "long.txt", text });
  const { content } = stack.synth().one("openstack_objectstorage_object_v1");
  expect(content).toMatch(/^H4sI[A-Za-z0-9+/]+=*$/);
  expect(gunzipSync(Buffer.from(content as string, "base64")).toString()).toBe(text);
});

test("one that is let go of goes with all that is in it", () => {
  const container = store({ retain: false }).stack.synth().one("openstack_objectstorage_container_v1");
  expect(container.force_destroy).toBe(true);
  expect(container).not.toHaveProperty("lifecycle");
});

test("the masters are told where their apps are, in quotes: the URL has an ampersand", () => {
  const stack = new OpenStackStack();
  const masters = stack.masters();
  new MesosAgentPool(stack, "agents", { masters, count: 1, machineType: "m1.large" });
  new MarathonApp(stack, "hello", { masters, cmd: "sleep 100" });
  const [document] = Object.entries(stack.synth().json.locals ?? {}).flatMap(([id, text]) =>
    id.startsWith("masters_1") ? [text] : [],
  );
  expect(document).toMatch(/DEFINITIONS='\$\{openstack_objectstorage_tempurl_v1\.\S+\.url\}'/);
});

test.each<[string, () => unknown, string]>([
  ["days", () => store({ keepVersionsDays: 3 }), "backups: keepVersionsDays is not available on OpenStack"],
  ["an end", () => store({ expireAfterDays: 3 }), "backups: expireAfterDays is not available on OpenStack"],
  [
    "a right to write",
    () => {
      const { stack, store: backups } = store();
      backups.grantReadWrite(stack.masters());
    },
    "backups: masters cannot be given the right to write on OpenStack",
  ],
])("%s are refused", (_what, make, message) => {
  expect(refusal(make)).toContain(message);
});
