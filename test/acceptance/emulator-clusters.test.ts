import { describeChange } from "../../tools/plan";
import { AwsAccount, freshFolder } from "../support/aws-account";
import { Deployment, onEmulator } from "../support/deployment";

jest.setTimeout(900_000);

const folder = freshFolder("clusters");
let account: AwsAccount;
const deployments: Deployment[] = [];

beforeAll(async () => {
  account = await AwsAccount.open(folder);
});
// They go with the emulator's memory: that a cluster is destroyed whole, the tests of the others show.
afterAll(async () => {
  for (const deployment of deployments) await deployment.close();
  await account?.close();
});

// Each by itself, so that nothing of one can be the other's.
it.each([
  ["jenkins-40-aws", { masters: 1, agents: 3 }],
  ["jenkins-ha-aws", { masters: 3, jenkins: 2, builds: 1, search: 3 }],
  ["pipeline-aws", { masters: 3, jenkins: 1, builds: 1, services: 3 }],
  ["jenkins-2000-aws", { masters: 3, builds: 1, "jenkins-small": 1, "jenkins-large": 2, search: 7 }],
] as const)("%s with a few agents is deployed, and a second plan is empty", async (stack, machines) => {
  const deployment = new Deployment(
    folder,
    stack,
    "test/support/clusters-app.ts",
    onEmulator(account.endpoint),
  );
  deployments.push(deployment);
  deployment.synth();
  await deployment.init();
  // moto answers one at a time: more of them at once only wait, and some of them then ask twice.
  await deployment.apply("-parallelism=4");
  const { tiers } = await deployment.output<{ tiers: Record<string, { machines: number }> }>("capacity");
  expect(
    Object.fromEntries(Object.entries(tiers).map(([tier, { machines: count }]) => [tier, count])),
  ).toEqual(machines);
  const { resources, outputs } = await deployment.plan();
  expect(resources.map(describeChange)).toEqual([]);
  expect(outputs).toEqual([]);
});
