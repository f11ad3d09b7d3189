// One project a tier. The unit tier needs Node alone; the others say what they need where they start.
const common = {
  rootDir: __dirname,
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
  testEnvironment: "node",
  setupFilesAfterEnv: ["<rootDir>/test/support/matchers.ts"],
  moduleNameMapper: {
    "^cdktf-mesos$": "<rootDir>/constructs/index.ts",
    "^cdktf-mesos/aws$": "<rootDir>/constructs/aws/index.ts",
    "^cdktf-mesos/cloud-init$": "<rootDir>/cloud-init/index.ts",
  },
};

const tier = (displayName, folders) => ({
  ...common,
  displayName,
  testMatch: folders.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`),
});

module.exports = {
  projects: [
    tier("unit", ["constructs", "cloud-init", "stacks", "tools"]),
    tier("acceptance", ["acceptance"]),
  ],
};
