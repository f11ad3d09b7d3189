import { App } from "cdktf";
import { AwsCloud, AwsImage, AwsKey } from "../../constructs/aws";
import { HandsOn } from "../../stacks/hands-on";
import { settingsFrom } from "../../stacks/settings";

/** The app with `hands-on-aws` alone, and as many agents as TEST_AGENTS says. */
const app = new App();
const settings = settingsFrom(process.env);
const id = "hands-on-aws";
new HandsOn(app, id, {
  createCloud: (stack) =>
    new AwsCloud(stack, "cloud", {
      cluster: "hands-on",
      key: AwsKey.fromPublicKey(settings.sshPublicKey),
      image: AwsImage.fromId(settings.awsImage ?? ""),
    }),
  sshFrom: settings.sshFrom,
  retainData: settings.releaseData !== id,
  agents: Number(process.env.TEST_AGENTS ?? 3),
});
app.synth();
