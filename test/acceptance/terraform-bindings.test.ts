import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { bindingsLibrary, generateBindings } from "../../tools/openstack/bindings";
import { moduleVersion } from "../../tools/openstack/provider-binary";
import { Processes } from "../../tools/processes";
import { freshFolder } from "../support/aws-account";

jest.setTimeout(600_000);

const hasGo = spawnSync("go", ["version"]).status === 0;

(hasGo ? describe : describe.skip)("the committed bindings", () => {
  const files = (folder: string) =>
    Object.fromEntries(
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => path.join(parentPath, name))
        .map((file) => [path.relative(folder, file), readFileSync(file, "utf8")]),
    );

  it("are identical to those generated from the provider's binary", async () => {
    const made = files(await generateBindings(freshFolder("bindings"), new Processes()));
    expect(Object.keys(made).length).toBeGreaterThan(60);
    expect(files(bindingsLibrary)).toEqual(made);
  });

  it("have the version of the built provider", () => {
    const { version } = JSON.parse(readFileSync(path.join(bindingsLibrary, "..", "package.json"), "utf8"));
    expect(moduleVersion()).toBe(version);
  });
});
