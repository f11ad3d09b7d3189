import path from "node:path";
import { describeChange } from "../../tools/plan";
import { AwsAccount, freshFolder } from "../support/aws-account";
import { Deployment, onEmulator } from "../support/deployment";

jest.setTimeout(900_000);

const clusters = {
  "jenkins-40-aws": { masters: 1, agents: 3 },
  "jenkins-ha-aws": { masters: 3, jenkins: 2, builds: 1, search: 3 },
  "pipeline-aws": { masters: 3, jenkins: 1, builds: 1, services: 3 },
  "jenkins-2000-aws": { masters: 3, builds: 1, "jenkins-small": 1, "jenkins-large": 2, search: 7 },
} as const;

const folder = freshFolder("clusters");
let account: AwsAccount;
const deployments = new Map<string, Deployment>();

// Concurrently: most of a deployment's time is artificial latency of the emulator.
beforeAll(async () => {
  account = await AwsAccount.open(folder);
  for (const stack of Object.keys(clusters)) {
    const own = path.join(folder, stack);
    const deployment = new Deployment(
      own,
      stack,
      "test/support/clusters-app.ts",
      onEmulator(account.endpoint),
    );
    deployments.set(stack, deployment);
    deployment.synth();
    await deployment.init();
  }
  await Promise.all([...deployments.values()].map((deployment) => deployment.apply()));
});
// The clusters end with the emulator; other tests verify destroying.
afterAll(async () => {
  for (const deployment of deployments.values()) await deployment.close();
  await account?.close();
});

it.each(Object.entries(clusters))(
  "%s with a few agents is deployed, and a second plan is empty",
  async (stack, machines) => {
    const deployment = deployments.get(stack)!;
    const { tiers } = await deployment.output<{ tiers: Record<string, { machines: number }> }>("capacity");
    expect(
      Object.fromEntries(Object.entries(tiers).map(([tier, { machines: count }]) => [tier, count])),
    ).toEqual(machines);
    const { resources, outputs } = await deployment.plan();
    expect(resources.map(describeChange)).toEqual([]);
    expect(outputs).toEqual([]);
  },
);
