import path from "node:path";
import { AwsAccount, freshFolder } from "../support/aws-account";

jest.setTimeout(120_000);

/** Responses for which stock moto differs from AWS. */
async function answers(name: string, server?: readonly string[]) {
  const account = await AwsAccount.open(freshFolder(name), server ? { server } : {});
  try {
    return account.python([path.join(__dirname, "..", "support", "moto_probe.py")]);
  } finally {
    await account.close();
  }
}

const same = {
  ruleFromRange: "by range",
  instance: "terminated",
  natGateway: "deleted",
  deniedObject: "denied",
};

it("responds like AWS", async () => {
  expect(await answers("emulator-corrected")).toEqual({
    ...same,
    ruleFromGroup: "by group",
    ownInterface: "available",
    launchedInterface: "gone",
    keptLaunchedInterface: "available",
    natInterface: "gone",
    objectDeniedOnCondition: "put",
    deletedWithoutVersions: "deleted",
  });
});

it("needs all of its corrections: stock moto differs", async () => {
  const stock = ["-c", "from moto.server import main; main()"];
  expect(await answers("emulator-stock", stock)).toEqual({
    ...same,
    ruleFromGroup: null,
    ownInterface: "in-use",
    launchedInterface: "in-use",
    keptLaunchedInterface: "in-use",
    natInterface: "available",
    objectDeniedOnCondition: "denied",
    deletedWithoutVersions: "failed",
  });
});
