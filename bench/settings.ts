import path from "node:path";
import { emulatorEnvironment, emulatorImage, emulatorPublicKey } from "../tools/emulator";
import { terraformEnvironment } from "../tools/terraform-environment";

export const projectRoot = path.resolve(__dirname, "..");

/** The folder for generated files. */
export const benchFolder = path.join(projectRoot, ".cache", "bench");

/** The environment for apps, cdktf and Terraform. */
export function benchEnvironment(endpoint = "http://127.0.0.1:9"): NodeJS.ProcessEnv {
  const pluginCache = path.join(projectRoot, ".cache", "terraform-plugins");
  return {
    ...emulatorEnvironment(endpoint, terraformEnvironment({ folder: benchFolder, pluginCache })),
    CDKTF_MESOS_AWS_IMAGE: emulatorImage,
    CDKTF_MESOS_SSH_PUBLIC_KEY: emulatorPublicKey,
    CDKTF_MESOS_SSH_FROM: "203.0.113.0/24",
  };
}
