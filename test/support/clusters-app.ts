import { App } from "cdktf";
import { agentsInAll } from "../../bench/jenkins-2000";
import { awsCloud, openStackCloud } from "../../stacks";
import { Jenkins40 } from "../../stacks/jenkins-40";
import { Jenkins2000 } from "../../stacks/jenkins-2000";
import { JenkinsHa } from "../../stacks/jenkins-ha";
import { Pipeline } from "../../stacks/pipeline";
import { TEAMS } from "../../stacks/reference-stack";
import { settingsFrom } from "../../stacks/settings";

/** The large reference clusters on every cloud as in main.ts, but with a few agents each. */
const app = new App();
const settings = settingsFrom(process.env);
for (const [cloud, create] of Object.entries({ aws: awsCloud, openstack: openStackCloud })) {
  const common = (cluster: string) => ({
    createCloud: (stack: ConstructorParameters<typeof Jenkins40>[0]) => create(stack, cluster, settings),
    sshFrom: settings.sshFrom,
    jenkins: settings.jenkins,
    retainData: settings.releaseData !== `${cluster}-${cloud}`,
  });
  new Jenkins40(app, `jenkins-40-${cloud}`, { ...common("jenkins-40"), agents: 3 });
  new JenkinsHa(app, `jenkins-ha-${cloud}`, { ...common("jenkins-ha"), builds: 1 });
  new Pipeline(app, `pipeline-${cloud}`, { ...common("pipeline"), builds: 1 });
  new Jenkins2000(app, `jenkins-2000-${cloud}`, {
    ...common("jenkins-2000"),
    agents: agentsInAll(4),
    teams: TEAMS,
  });
}
app.synth();
