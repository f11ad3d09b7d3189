import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { alertRules } from "../../constructs/monitoring/alert-rules";
import { Processes } from "../../tools/processes";
import { virtualEnvironment } from "../../tools/virtual-environment";
import { freshFolder, projectRoot } from "../support/aws-account";

// The first test may have to install ElastAlert, as a monitoring node does.
jest.setTimeout(600_000);

const requirements = join(projectRoot, "cloud-init", "programs", "elastalert.txt");
const rule = join(freshFolder("alerts"), "framework-gone.yaml");

/** The minutes at which ElastAlert's rule matches if frameworks are present in these intervals of minutes. */
async function matches(
  present: Readonly<Record<string, readonly (readonly [number, number])[]>>,
): Promise<unknown> {
  const folder = join(projectRoot, ".cache", "elastalert");
  const { python } = await virtualEnvironment(folder, new Processes(), requirements);
  const { "framework-gone": settings } = alertRules("ci", { frameworks: ["marathon", "jenkins"] });
  mkdirSync(join(rule, ".."), { recursive: true });
  writeFileSync(rule, stringify({ name: "framework-gone", alert: ["debug"], ...settings }));
  const args = [join(projectRoot, "test", "support", "elastalert_rule.py"), rule, JSON.stringify(present)];
  return JSON.parse(execFileSync(python, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }));
}

describe("ElastAlert's alert for a missing framework", () => {
  test("is not sent for one that was never present, or is present", async () => {
    expect(await matches({})).toEqual([]);
    expect(await matches({ marathon: [[0, 300]] })).toEqual([]);
  });

  test("is sent once for each disappearance, five minutes after its last document", async () => {
    const present = {
      marathon: [
        [0, 60],
        [70, 90],
      ],
      jenkins: [[20, 100]],
    } as const;
    expect(await matches(present)).toEqual([
      ["marathon", 64],
      ["marathon", 94],
      ["jenkins", 104],
    ]);
  });

  test("is not sent for one that reappears in time", async () => {
    expect(
      await matches({
        marathon: [
          [0, 60],
          [63, 300],
        ],
      }),
    ).toEqual([]);
  });
});
