import path from "node:path";
import { emulatorEnvironment, emulatorImage, emulatorPublicKey } from "../tools/emulator";
import { terraformEnvironment } from "../tools/terraform-environment";

export const projectRoot = path.resolve(__dirname, "..");

/** Where the benchmarks put what they make; not in git. */
export const benchFolder = path.join(projectRoot, ".cache", "bench");

/** The environment in which apps, cdktf and Terraform run here; with an endpoint, they deploy to it. */
export function benchEnvironment(endpoint = "http://127.0.0.1:9"): NodeJS.ProcessEnv {
  const pluginCache = path.join(projectRoot, ".cache", "terraform-plugins");
  return {
    ...emulatorEnvironment(endpoint, terraformEnvironment({ folder: benchFolder, pluginCache })),
    CDKTF_MESOS_AWS_IMAGE: emulatorImage,
    CDKTF_MESOS_SSH_PUBLIC_KEY: emulatorPublicKey,
    CDKTF_MESOS_SSH_FROM: "203.0.113.0/24",
  };
}
