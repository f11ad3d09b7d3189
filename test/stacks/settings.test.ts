import { settingsFrom } from "../../stacks/settings";
import { refusal, testKey } from "../support/synth";

const settings = (environment: Record<string, string>) =>
  settingsFrom({ CDKTF_MESOS_SSH_PUBLIC_KEY: testKey, ...environment });

test("settings of an OpenStack installation come from the environment", () => {
  expect(settings({}).openStack).toEqual({ flavors: {} });
  expect(
    settings({
      CDKTF_MESOS_OPENSTACK_IMAGE: "bookworm",
      CDKTF_MESOS_OPENSTACK_EXTERNAL_NETWORK: "ext-net",
      CDKTF_MESOS_OPENSTACK_FLAVORS: "t3.medium=m1.medium, m3.xlarge = 4 cores,",
    }).openStack,
  ).toEqual({
    image: "bookworm",
    externalNetwork: "ext-net",
    flavors: { "t3.medium": "m1.medium", "m3.xlarge": "4 cores" },
  });
});

test("malformed flavors are rejected", () => {
  expect(refusal(() => settings({ CDKTF_MESOS_OPENSTACK_FLAVORS: "m1.medium" }))).toBe(
    'InvalidInput: CDKTF_MESOS_OPENSTACK_FLAVORS must be a list such as t3.medium=m1.medium,m3.xlarge=m1.large, got "m1.medium"',
  );
});
