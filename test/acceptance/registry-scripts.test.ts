import { canSandbox, onNode } from "../support/node-sandbox";

const asRoot = canSandbox ? describe : describe.skip;

const dropIn = "/run/systemd/system/docker-registry.service.d/read-only.conf";
const stubs = {
  systemctl: `echo "$*, $([[ -e ${dropIn} ]] && echo read-only || echo writable)"`,
  runuser: `echo "$*"; grep Environment= ${dropIn}; exit "$GARBAGE_STATUS"`,
};
const collect = (status: number) =>
  onNode(
    `mount -t tmpfs none /run
     export GARBAGE_STATUS=${status}
     # What it prints of the registry's own goes nowhere.
     sed 's#>/dev/null##' /usr/local/sbin/cdktf-mesos-registry-garbage >/garbage
     bash /garbage || echo "ended with $?"
     ls /run/systemd/system/docker-registry.service.d`,
    { stubs },
  );
const readOnly = ["daemon-reload, read-only", "restart docker-registry.service, read-only"];
const collection = [
  "--user docker-registry -- docker-registry garbage-collect /etc/docker/registry/config.yml",
  `Environment='REGISTRY_STORAGE_MAINTENANCE_READONLY={"enabled":true}'`,
];
const writable = ["daemon-reload, writable", "restart docker-registry.service, writable"];

asRoot("the registry's garbage collection (as root, in a sandbox)", () => {
  test("looks while nothing can be pushed, and not a moment longer", () => {
    const { stdout, stderr } = collect(0);
    expect(stderr).toBe("");
    expect(stdout.trimEnd().split("\n")).toEqual([...readOnly, ...collection, ...writable]);
  });

  test("that fails leaves a registry that takes images", () => {
    const { stdout } = collect(3);
    expect(stdout.trimEnd().split("\n")).toEqual([...readOnly, ...collection, ...writable, "ended with 3"]);
  });
});
