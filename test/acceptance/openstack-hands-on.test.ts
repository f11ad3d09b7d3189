import { describeChange, type ResourceChange } from "../../tools/plan";
import { freshFolder, type Inventory } from "../support/aws-account";
import { Deployment } from "../support/deployment";
import { describeOnOpenstack, OpenstackProject, type Server } from "../support/openstack-project";

jest.setTimeout(900_000);

const stack = "hands-on-openstack";
const described = (changes: readonly ResourceChange[]) => changes.map(describeChange);

// The tests share one deployment, and depend on their order.
describeOnOpenstack(stack, () => {
  let project: OpenstackProject;
  let deployment: Deployment;
  let before: Inventory;

  beforeAll(async () => {
    project = await OpenstackProject.open();
    before = project.inventory();
    const folder = freshFolder("openstack-hands-on");
    deployment = new Deployment(folder, stack, "test/support/hands-on-app.ts", (env) => env);
    deployment.synth();
    await deployment.init();
    await deployment.apply();
  });
  afterAll(() => deployment?.close());

  /** New resources, by type. */
  const added = () =>
    Object.fromEntries(
      Object.entries(project.inventory()).map(([kind, ids]) => [
        kind,
        ids.length - (before[kind]?.length ?? 0),
      ]),
    );

  it("deploys three masters with a volume each, three agents, the gateway and the router", () => {
    expect(added()).toMatchObject({ servers: 8, volumes: 3, networks: 1, routers: 1, loadBalancers: 2 });
    // Only the gateway and the router's load balancer are public.
    expect(added().floatingIps).toBe(2);
    expect(Object.keys(project.servers("hands-on-")).sort()).toEqual(
      ["agents-1", "agents-2", "agents-3", "gateway", "ingress-1", "masters-1", "masters-2", "masters-3"].map(
        (name) => `hands-on-${name}`,
      ),
    );
  });

  it("has outputs with addresses, and capacity by the flavors", async () => {
    expect(await deployment.output("marathon_url")).toMatch(/^http:\/\/[\d.]+:8080$/);
    const zookeeper = await deployment.output<string>("zookeeper");
    const masters = Object.values(project.servers("hands-on-masters-")).flatMap(({ addresses }) => addresses);
    expect(masters).toHaveLength(3);
    expect(zookeeper.match(/10\.16\.\d+\.\d+(?=:2181)/g)?.sort()).toEqual(masters.sort());
    const nodes = Object.entries(project.servers("hands-on-")).flatMap(([name, server]) =>
      /-(gateway|ingress-1)$/.test(name) ? [] : server,
    );
    const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
    expect(await deployment.output("capacity")).toMatchObject({
      tiers: { masters: { machines: 3 }, agents: { machines: 3 } },
      total: {
        machines: 6,
        agents: 3,
        vcpu: sum(nodes.map(({ vcpus }) => vcpus)),
        memory_gib: sum(nodes.map(({ memoryMiB }) => memoryMiB)) / 1024,
      },
    });
  });

  it("has an ssh_config for every node, through the gateway's floating address", async () => {
    const text = await deployment.output<string>("ssh_config");
    const hosts = [...text.matchAll(/^Host (\S+)\n {2}HostName (\S+)$/gm)].map(([, name, address]) => [
      name,
      address,
    ]);
    const servers = project.servers("hands-on-");
    for (const [name = "", address] of hosts) {
      expect(servers[name]?.addresses).toContain(address);
    }
    expect(hosts.map(([name]) => name).sort()).toEqual(Object.keys(servers).sort());
  });

  it("has no changes in a second plan", async () => {
    const { resources, outputs } = await deployment.plan();
    expect(described(resources)).toEqual([]);
    expect(outputs).toEqual([]);
  });

  it("changes no server for new user data and a new image", async () => {
    let changed = 0;
    deployment.synth({}, ({ locals = {}, resource }) => {
      for (const name of Object.keys(locals).filter((name) => name.includes("user-data"))) {
        locals[name] += "\n# changed\n";
        changed += 1;
      }
      for (const server of Object.values(resource.openstack_compute_instance_v2 ?? {})) {
        Object.assign(server, { image_id: "00000000-0000-4000-8000-000000000000" });
      }
    });
    expect(changed).toBeGreaterThanOrEqual(6); // gateway, three masters, the pool, the router
    expect(described((await deployment.plan()).resources)).toEqual([]);
  });

  it("would replace them without ignore_changes, which verifies the test above", async () => {
    deployment.synth({}, ({ locals = {}, resource }) => {
      for (const name of Object.keys(locals).filter((name) => name.includes("user-data"))) {
        locals[name] += "\n# changed\n";
      }
      for (const server of Object.values(resource.openstack_compute_instance_v2 ?? {})) {
        delete (server as { lifecycle?: unknown }).lifecycle;
      }
    });
    const { resources } = await deployment.plan();
    const servers = resources.filter(({ type }) => type === "openstack_compute_instance_v2");
    expect(servers.map(({ change }) => change.actions)).toEqual(Array(8).fill(["delete", "create"]));
  });

  it("does not change other agents when a pool is resized from 3 to 5 to 2", async () => {
    const three = project.servers("hands-on-");
    deployment.synth({ TEST_AGENTS: "5" });
    await deployment.apply();
    const five = project.servers("hands-on-");
    expect(five).toEqual({
      ...three,
      "hands-on-agents-4": expect.anything(),
      "hands-on-agents-5": expect.anything(),
    });

    deployment.synth({ TEST_AGENTS: "2" });
    await deployment.apply();
    const { "hands-on-agents-3": _gone, ...two } = three;
    expect(project.servers("hands-on-")).toEqual(two);
    expect(added()).toMatchObject({ servers: 7, volumes: 3 });
  });

  it("keeps address, port and volume of a replaced master", async () => {
    const { resource } = deployment.synth({ TEST_AGENTS: "2" });
    const [address] = Object.entries(resource.openstack_compute_instance_v2 ?? {}).flatMap(
      ([id, { name }]) => (name === "hands-on-masters-2" ? `openstack_compute_instance_v2.${id}` : []),
    );
    const { "hands-on-masters-2": old, ...others } = project.servers("hands-on-");
    await deployment.apply(`-replace=${address}`);
    const { "hands-on-masters-2": young, ...rest } = project.servers("hands-on-");

    const kept = ({ addresses, ports, volumes }: Server) => ({ addresses, ports, volumes });
    expect(kept(young!)).toEqual(kept(old!));
    expect(young!.volumes).toHaveLength(1);
    expect(young!.id).not.toBe(old!.id);
    expect(rest).toEqual(others);
    expect(described((await deployment.plan()).resources)).toEqual([]);
  });

  it("destroys nothing unless the data volumes are released", async () => {
    const there = project.inventory();
    await expect(deployment.destroy()).rejects.toThrow(/prevent_destroy/);
    expect(project.inventory()).toEqual(there);
  });

  it("leaves nothing behind when destroyed with released data", async () => {
    deployment.synth({ TEST_AGENTS: "2", CDKTF_MESOS_RELEASE_DATA: stack });
    await deployment.destroy();
    expect(project.inventory()).toEqual(before);
  });
});
