import { setTimeout as sleep } from "node:timers/promises";
import { type Answer, hasRealMesos, MesosCluster, request } from "../support/mesos-cluster";
import { until } from "../support/until";

jest.setTimeout(180_000);

const measured: string[] = [];
let cluster: MesosCluster;

const sleeper = (id: string, instances: number, cpus: number) => ({
  id,
  // Marathon permits the role with the name of the app's top-level group.
  role: id.split("/")[1],
  cmd: "sleep 100000",
  cpus,
  mem: 16,
  instances,
});

const put = (app: { readonly id: string }) => cluster.marathon(`/v2/apps${app.id}?force=true`, "PUT", app);

const running = async (id: string): Promise<number> => (await cluster.running(id)).length;

const runs = (id: string, count: number) =>
  until(`${count} tasks of ${id} run`, 40, async () => {
    const now = await running(id);
    if (now !== count) throw new Error(`${now} run`);
    return true;
  });

/** Calls the operator API. */
async function operate(call: object): Promise<{ status: number; body: Answer }> {
  const leader = await cluster.leadingMaster();
  return request(`http://${leader.address}:5050/api/v1`, "POST", call);
}

const limit = (role: string, cpus: number, force = false) =>
  operate({
    type: "UPDATE_QUOTA",
    update_quota: { force, quota_configs: [{ role, limits: { cpus: { value: cpus } } }] },
  });

/** The CPUs that are offered and allocated to a role. */
async function allocated(role: string): Promise<number> {
  const { roles } = await cluster.master("/roles");
  return roles.find(({ name }: Answer) => name === role)?.allocated?.cpus ?? 0;
}

(hasRealMesos ? describe : describe.skip)("roles with quotas", () => {
  beforeAll(async () => {
    cluster = await MesosCluster.start({
      masters: [{ weights: { capped: 1, sure: 1, greedy: 100 } }],
      agents: [
        { resources: { cpus: "2", mem: "2000", ports: "[31000-31999]" } },
        { resources: { cpus: "2", mem: "2000", ports: "[31000-31999]" } },
      ],
    });
  });
  afterAll(async () => {
    console.info(measured.join("\n"));
    await cluster?.end();
  });

  test("are limited, until the limit is raised", async () => {
    expect((await limit("capped", 0.5)).status).toBe(200);
    await put(sleeper("/capped/app", 4, 0.25));
    await runs("/capped/app", 2);
    await sleep(6000);
    expect(await running("/capped/app")).toBe(2);
    expect(await allocated("capped")).toBe(0.5);
    const { quota } = (await cluster.master("/roles")).roles.find(({ name }: Answer) => name === "capped");
    expect(quota).toMatchObject({ limit: { cpus: 0.5 }, consumed: { cpus: 0.5 } });
    // A limit below the usage is refused unless forced; running tasks are not affected.
    const less = await limit("capped", 0.25);
    expect(less).toMatchObject({ status: 400 });
    expect(less.body).toContain("is already consuming");
    expect((await limit("capped", 0.25, true)).status).toBe(200);
    expect(await running("/capped/app")).toBe(2);
    expect((await limit("capped", 1)).status).toBe(200);
    measured.push(`limit raised: the other tasks run after ${await runs("/capped/app", 4)} s`);
    await put({ ...sleeper("/capped/app", 0, 0.25) });
    await runs("/capped/app", 0);
  });

  test("have a guarantee that another role cannot use", async () => {
    const leader = await cluster.leadingMaster();
    const guarantee = { role: "sure", guarantee: [{ name: "cpus", type: "SCALAR", scalar: { value: 2 } }] };
    expect((await request(`http://${leader.address}:5050/quota`, "POST", guarantee)).status).toBe(200);
    await put(sleeper("/greedy/app", 16, 0.5));
    await until("the greedy one has tasks", 30, async () => (await running("/greedy/app")) >= 3);
    await sleep(6000);
    expect(await allocated("greedy")).toBeLessThanOrEqual(2);
    await put(sleeper("/sure/app", 4, 0.5));
    measured.push(
      `guarantee: its tasks run after ${await runs("/sure/app", 4)} s beside a role that asks for all`,
    );
    // A guarantee is a limit too.
    await put(sleeper("/sure/app", 5, 0.5));
    await sleep(4000);
    expect(await running("/sure/app")).toBe(4);
  });
});
