import { App } from "cdktf";
import { agentsInAll } from "../../bench/jenkins-2000";
import { openStackCloud } from "../../stacks";
import { Jenkins2000 } from "../../stacks/jenkins-2000";
import { TEAMS } from "../../stacks/reference-stack";
import { settingsFrom } from "../../stacks/settings";

/** `jenkins-2000-openstack` with TEST_JENKINS_2000_AGENTS agents, split over its pools as in the full cluster. */
const app = new App();
const settings = settingsFrom(process.env);
const id = "jenkins-2000-openstack";
new Jenkins2000(app, id, {
  createCloud: (stack) => openStackCloud(stack, "jenkins-2000", settings),
  sshFrom: settings.sshFrom,
  retainData: settings.releaseData !== id,
  teams: settings.teams ?? TEAMS,
  agents: agentsInAll(Number(process.env.TEST_JENKINS_2000_AGENTS ?? 100)),
});
app.synth();
