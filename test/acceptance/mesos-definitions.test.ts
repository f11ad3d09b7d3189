import type { MarathonInput } from "../../cloud-init";
import { appChecks } from "../../constructs/apps/marathon-app-checks";
import { checkApp } from "../../constructs/apps/marathon-app-rules";
import { checkProps } from "../../constructs/checks/props";
import type { MarathonTraits } from "../../constructs/tiers/mesos-master-tier";
import {
  type Definition,
  eachValue,
  forms,
  type GeneratedApp,
  generatedApps,
} from "../support/app-definitions";
import { hasRealMesos, loopback, MesosCluster, type Reply, request } from "../support/mesos-cluster";
import { AwsStack } from "../support/synth";
import { until } from "../support/until";

jest.setTimeout(600_000);

/** The configurations of Marathon. */
const marathons = {
  plain: {},
  featured: {
    mesos_role: "ci",
    mesos_authentication_principal: "marathon",
    enable_features: "external_volumes,gpu_resources,secrets",
  },
} as const satisfies Record<string, MarathonInput["flags"]>;
type Setup = keyof typeof marathons;
const setups = Object.keys(marathons) as Setup[];

/**
 * Reasons for rules at synth that are stricter than Marathon, by error message. Any other difference is a bug of the
 * rules.
 */
const stricter: readonly (readonly [message: RegExp, reason: string])[] = [
  [/, got null$/, "nothing is written as nothing"],
  [/^unknown prop /, "Marathon drops what it does not know, and what it calls deprecated"],
  [
    /^container\.docker\.image must be an image/,
    "an image has its tag: without one each agent runs another version",
  ],
  [/^container\.docker\.(privileged|parameters) (is|are) only for Docker/, "Marathon drops it"],
  [
    /^(container\.portMappings need networks|portDefinitions are only for the host network)/,
    "Marathon drops them",
  ],
  [/^requirePorts is only for the host network/, "Marathon drops it"],
  [/^two ports have the service port/, "a router has a port for only one of them"],
  [/^readinessChecks\[0\]\.httpStatusCodesForReady\[0\] must be/, "no answer has such a status"],
  [/^constraints: .*: IS needs/, "no agent has an attribute without a value"],
  [
    /^healthChecks: one at most may be of Mesos's \((\w+), \1\)/,
    "Marathon makes one of two that are the same",
  ],
  [/^container\.type must be .* got nothing$/, "the containerizer is named: Marathon's default is DOCKER"],
  [/^cpus must be a number of at least 0\.001/, "Mesos counts thousandths, so this is none at all"],
  [/^dependencies\[\d\] must be a path/, "paths are written whole"],
  [/ must be text that is not empty, got ""/, "nothing is written as nothing"],
  [/^unreachableStrategy must be "disabled" or .* got "enabled"/, "Marathon reads any text as disabled"],
  [
    /^unreachableStrategy: expungeAfterSeconds must be at least/,
    "Marathon never replaces a task for which both times are over at one look",
  ],
  [/^healthChecks: command goes with protocol COMMAND/, "a missing command, or one that is never run"],
  [/^healthChecks: portIndex must /, "a check by Mesos of a port that is not there never passes"],
];

let cluster: MesosCluster;
beforeAll(async () => {
  if (!hasRealMesos) return;
  const zooKeeper = `zk://${loopback(0, 1)}:2181/`;
  cluster = await MesosCluster.start({
    marathons: setups.map((setup) => ({ zooKeeper: `${zooKeeper}${setup}`, flags: marathons[setup] })),
  });
  for (const { address } of cluster.marathons) {
    await until(`${address} leads`, 120, async () => {
      return (await request(`http://${address}:8080/v2/info`)).body.frameworkId !== null;
    });
  }
});
afterAll(() => cluster?.end());

/** The traits of each configuration. */
const traits = Object.fromEntries(
  setups.map((setup) => [
    setup,
    new AwsStack().masters({ marathon: { flags: marathons[setup] } }).marathonTraits,
  ]),
) as Record<Setup, MarathonTraits>;

/** The error at synth, from the checks of `MarathonApp`; undefined for a valid app. */
function refusalAtSynth(setup: Setup, definition: Definition): string | undefined {
  try {
    checkProps("app", appChecks, definition);
    checkApp("app", definition, traits[setup]);
    return undefined;
  } catch (error) {
    const { name, message } = error as Error;
    // Other errors are bugs.
    expect(`${name}: ${message}`).toMatch(/^InvalidInput: app: /);
    return message.replace(/^app: /, "");
  }
}

/** Marathon's error; undefined for a valid app, which is deleted again. */
async function refusalByMarathon(setup: Setup, definition: Definition): Promise<string | undefined> {
  const { address } = cluster.marathons[setups.indexOf(setup)]!;
  const url = `http://${address}:8080/v2/apps${definition.id}?force=true`;
  const { status, body }: Reply = await request(`${url}&partialUpdate=false`, "PUT", definition);
  const error = `${status} ${JSON.stringify(body)}`;
  if (status === 200 || status === 201) {
    await request(url, "DELETE");
    return undefined;
  }
  // 500 is a failure of one of Marathon's checks. Other statuses are not about the app.
  if (![400, 422, 500].includes(status)) throw new Error(`${JSON.stringify(definition)}: ${error}`);
  return error;
}

(hasRealMesos ? describe : describe.skip).each(setups)("Marathon, %s, and the rules at synth", (setup) => {
  test.each(Object.entries(forms))("agree on an app of the kind %s", async (_, definition) => {
    const app = { instances: 0, ...definition, id: "/compared/form" };
    const [ours, theirs] = [refusalAtSynth(setup, app), await refusalByMarathon(setup, app)];
    expect({ ours, theirs }).toEqual(
      ours === undefined ? { ours, theirs: undefined } : { ours, theirs: expect.stringMatching(/^4/) },
    );
    // With all features enabled, all kinds are valid.
    if (setup === "featured") expect(ours).toBeUndefined();
  });

  test("agree on each value of each field, except for stricter rules", async () => {
    await compare(setup, eachValue());
  });

  test("agree on generated apps, except for stricter rules", async () => {
    await compare(setup, generatedApps(300));
  });
});

async function compare(setup: Setup, apps: readonly GeneratedApp[]): Promise<void> {
  const faults: string[] = [];
  const reasons = new Map<string, number>();
  let accepted = 0;
  let refused = 0;
  for (const { form, mutations, definition } of apps) {
    count++;
    // Volumes by name cannot be shared.
    const own = JSON.parse(
      JSON.stringify(definition).replaceAll('"vol-1"', `"vol-1-${count}"`),
    ) as Definition;
    const app = { ...own, id: `/compared/app-${count}` };
    const [ours, theirs] = [refusalAtSynth(setup, app), await refusalByMarathon(setup, app)];
    if (ours === undefined && theirs === undefined) accepted++;
    else if (ours !== undefined && theirs !== undefined) refused++;
    else {
      const reason =
        theirs === undefined ? stricter.find(([message]) => message.test(ours!))?.[1] : undefined;
      if (reason) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
      else faults.push(`${form} ${JSON.stringify(mutations)}\n  ours: ${ours}\n  marathon: ${theirs}`);
    }
  }
  console.info(
    `${setup}: ${accepted} accepted, ${refused} refused by both; stricter: ${JSON.stringify([...reasons])}`,
  );
  expect(faults).toEqual([]);
  expect(accepted).toBeGreaterThan(apps.length / 8);
  expect(refused).toBeGreaterThan(apps.length / 8);
}

/** Number of tested apps, for unique ids. */
let count = 0;
