import { emulatorPackages, freshFolder } from "./aws-account";
import { Deployment } from "./deployment";

/** Prepares what parallel tests share: the emulator's packages, and the provider in the cache. */
export default async function emulatorSetup(): Promise<void> {
  await emulatorPackages();
  const deployment = new Deployment(freshFolder("provider"), "hands-on-aws", "main.ts");
  deployment.synth();
  await deployment.init();
  await deployment.close();
}
