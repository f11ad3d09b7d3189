import { App } from "cdktf";
import { awsCloud, openStackCloud } from "../../stacks";
import { HandsOn } from "../../stacks/hands-on";
import { settingsFrom } from "../../stacks/settings";

/** The app with `hands-on` only, on every cloud, with TEST_AGENTS agents. */
const app = new App();
const settings = settingsFrom(process.env);
for (const [cloud, create] of Object.entries({ aws: awsCloud, openstack: openStackCloud })) {
  const id = `hands-on-${cloud}`;
  new HandsOn(app, id, {
    createCloud: (stack) => create(stack, "hands-on", settings),
    sshFrom: settings.sshFrom,
    retainData: settings.releaseData !== id,
    agents: Number(process.env.TEST_AGENTS ?? 3),
  });
}
app.synth();
