// One project a tier. The unit tier needs Node alone; the others say what they need where they start.
const common = {
  rootDir: __dirname,
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
  testEnvironment: "node",
  setupFilesAfterEnv: ["<rootDir>/test/support/matchers.ts"],
  moduleNameMapper: {
    "^cdktf-mesos$": "<rootDir>/constructs/index.ts",
    "^cdktf-mesos/aws$": "<rootDir>/constructs/clouds/aws/index.ts",
    "^cdktf-mesos/openstack$": "<rootDir>/constructs/clouds/openstack/index.ts",
    "^cdktf-mesos/cloud-init$": "<rootDir>/cloud-init/index.ts",
  },
};

const tier = (displayName, files) => ({
  ...common,
  displayName,
  testMatch: files.map((pattern) => `<rootDir>/test/${pattern}.test.ts`),
});

// The files of test/acceptance by tier, each with a script `test:<tier>` in package.json and a word in .ci/run.
const acceptance = {
  documents: [
    "documents",
    "units",
    "disks",
    "*-scripts",
    "boot-script",
    "agent-identity",
    "balancer",
    "every-prop",
  ],
  mesos: ["mesos-*"],
  package: ["package"],
  terraform: ["terraform*"],
  emulator: ["emulator*"],
  openstack: ["openstack*"],
};

// What the tests of a tier share, made before they run side by side.
const setups = {
  emulator: { globalSetup: "<rootDir>/test/support/emulator-setup.ts" },
  terraform: { globalSetup: "<rootDir>/test/support/terraform-setup.ts" },
};

module.exports = {
  // Jest leaves a core idle: of two, that is half of them.
  maxWorkers: "100%",
  reporters: ["default", "<rootDir>/tools/results-reporter.js"],
  projects: [
    tier("unit", ["constructs/**/*", "cloud-init/**/*", "stacks/**/*", "tools/**/*"]),
    tier("boot", ["boot/**/*"]),
    ...Object.entries(acceptance).map(([name, files]) => ({
      ...tier(
        name,
        files.map((file) => `acceptance/${file}`),
      ),
      ...setups[name],
    })),
  ],
};
