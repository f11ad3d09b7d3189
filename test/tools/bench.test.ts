import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { actionOf, CountingProxy, total } from "../../bench/counting-proxy";
import { agentsInAll } from "../../bench/jenkins-2000";
import { holds, inTurn, median, ratio } from "../../bench/measurement";
import { callsIn, withoutWaiting } from "../../bench/openstack-calls";
import { report } from "../../bench/report";

const measurement = { name: "n", unit: "s", ours: 3, baseline: 2, against: "a" };

describe("a measurement", () => {
  it("has a ratio, and holds up to its limit", () => {
    expect(ratio(measurement)).toBe(1.5);
    expect(holds({ ...measurement, limit: 1.5 })).toBe(true);
    expect(holds({ ...measurement, limit: 1.49 })).toBe(false);
    expect(holds(measurement)).toBe(true);
  });

  it("is reported with its verdict, the date and the machine", () => {
    const now = new Date("2026-11-21T12:00:00Z");
    expect(report([{ ...measurement, limit: 1 }], now)).toMatch(/│ +1\.500 │ 1\.00 BROKEN │/);
    expect(report([{ ...measurement, limit: 2 }], now)).toMatch(/│ 2\.00 ok │/);
    expect(report([], now)).toMatch(/^2026-11-21, \d+ cores, /);
  });
});

it.each([
  [[3, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
  [[10, 9, 1], 9],
])("the median of %j is %d", (values, middle) => {
  expect(median(values)).toBe(middle);
});

it("measures both sides alternately, and discards the first round", async () => {
  const order: string[] = [];
  const medians = await inTurn(["a", "b"], 3, (side) => {
    order.push(side);
    return order.length <= 2 ? 1000 : side === "a" ? 1 : 2;
  });
  expect(order.join("")).toBe("abbaabba");
  expect(medians).toEqual({ a: 1, b: 2 });

  let calls = 0;
  expect(await inTurn(["a", "b"], 1, () => (++calls <= 2 ? 1000 : 1))).toEqual({ a: 1, b: 1 });
});

it.each([0, 20, 317, 2000])("splits %d agents over the pools", (count) => {
  const { builds, jenkinsSmall, jenkinsLarge } = agentsInAll(count);
  expect(builds + jenkinsSmall + jenkinsLarge).toBe(count);
  expect(agentsInAll(317)).toEqual({ builds: 111, jenkinsSmall: 56, jenkinsLarge: 150 });
});

describe("the counting proxy", () => {
  it.each([
    ["POST /", undefined, "Version=2016-11-15&Action=RunInstances&X=1", "RunInstances"],
    ["POST /", undefined, "Action=DescribeVpcs", "DescribeVpcs"],
    ["POST /", "Kms_20141101.ListKeys", "{}", "Kms_20141101.ListKeys"],
    ["PUT /bucket", undefined, "", "PUT /bucket"],
  ])("names a request %s %s %s", (line, target, body, action) => {
    expect(actionOf(line, target, Buffer.from(body))).toBe(action);
  });

  it("passes on requests and responses unchanged, and counts since the last call", async () => {
    const behind = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk) => chunks.push(chunk));
      request.on("end", () => {
        response.writeHead(418, { "x-was": `${request.method} ${request.url} ${request.headers["x-a"]}` });
        response.end(Buffer.concat(chunks));
      });
    });
    await new Promise<void>((resolve) => behind.listen(0, "127.0.0.1", resolve));
    const proxy = await CountingProxy.before(`http://127.0.0.1:${(behind.address() as AddressInfo).port}`);
    try {
      const post = () =>
        fetch(`${proxy.endpoint}/p?q=1`, { method: "POST", body: "Action=Do&B=2", headers: { "x-a": "b" } });
      const answer = await post();
      expect([answer.status, answer.headers.get("x-was"), await answer.text()]).toEqual([
        418,
        "POST /p?q=1 b",
        "Action=Do&B=2",
      ]);
      await post();
      expect(proxy.take()).toEqual({ Do: 2 });
      expect(proxy.take()).toEqual({});
      expect(total({ a: 1, b: 2 })).toBe(3);
    } finally {
      await proxy.close();
      behind.closeAllConnections();
      behind.close();
    }
  });
});

it("counts requests in the OpenStack provider's log by operation", () => {
  const line = (request: string) =>
    `2026-11-21T09:10:53.995Z [INFO]  provider: [DEBUG] OpenStack Request URL: ${request}: timestamp=2026-11-21T09:10:53.992Z`;
  const log = [
    line("POST http://127.0.0.1:5000/v3/auth/tokens"),
    line("GET http://127.0.0.1:8774/v2.1/servers/2cf315ea-4ae5-4fdc-b3c3-d827a3bce641"),
    line("GET http://127.0.0.1:8774/v2.1/servers/500cc14d-a114-41c1-b14b-9216120eee38"),
    line("GET https://cloud.example/volume/v3/52efcfaa29c24339a74fe77ae3ba9eaa/volumes/detail?name=a"),
    "2026-11-21T09:10:53.995Z [INFO]  provider: [DEBUG] OpenStack Response Code: 201",
  ];
  const calls = callsIn(log.join("\n"));
  expect(Object.keys(withoutWaiting(calls))).toEqual([
    "POST :5000/v3/auth/tokens",
    "GET /volume/v3/{id}/volumes/detail",
  ]);
  expect(calls).toEqual({
    "POST :5000/v3/auth/tokens": 1,
    "GET :8774/v2.1/servers/{id}": 2,
    "GET /volume/v3/{id}/volumes/detail": 1,
  });
});
