import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { comesFromRegistry, terraformEnvironment } from "../../tools/terraform-environment";
import { mirrorsUnder, terraformPlatform } from "../../tools/terraform-mirrors";

const platform = terraformPlatform();
const aws = "registry.terraform.io/hashicorp/aws";

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "mirrors-"));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const folder = (...parts: string[]) => {
  const made = path.join(root, ...parts);
  mkdirSync(made, { recursive: true });
  return made;
};

const machine = (env: NodeJS.ProcessEnv = {}) => ({
  home: path.join(root, "home"),
  env: { XDG_DATA_DIRS: path.join(root, "share"), ...env },
  mirrorRoots: [path.join(root, "opt")],
});

function environment(env: NodeJS.ProcessEnv = {}) {
  return terraformEnvironment({
    folder: path.join(root, "work"),
    pluginCache: path.join(root, "cache"),
    ...machine(env),
  });
}

const configuration = (env: NodeJS.ProcessEnv) => readFileSync(env.TF_CLI_CONFIG_FILE ?? "", "utf8");

describe("terraformEnvironment", () => {
  it("writes nothing without a mirror", () => {
    const env = environment();
    expect(env.TF_CLI_CONFIG_FILE).toBeUndefined();
    expect(existsSync(path.join(root, "work"))).toBe(false);
    expect(env.CHECKPOINT_DISABLE).toBe("1");
  });

  it("configures a mirror below the roots for its providers, and the registry for all others", () => {
    folder("opt", "plugins", aws, "5.100.0", platform);
    folder("opt", "plugins", "registry.terraform.io/acme/thing", "1.0.0", platform);
    expect(configuration(environment())).toBe(
      [
        "provider_installation {",
        "  filesystem_mirror {",
        `    path    = "${root}/opt/plugins"`,
        `    include = ["registry.terraform.io/acme/thing", "${aws}"]`,
        "  }",
        "  direct {",
        `    exclude = ["registry.terraform.io/acme/thing", "${aws}"]`,
        "  }",
        "}",
        "",
      ].join("\n"),
    );
  });

  it("keeps implied mirrors in addition to others", () => {
    folder("opt", "plugins", aws, "5.100.0", platform);
    folder("home", ".terraform.d", "plugins", "example.com/acme/thing", "1.0.0", platform);
    const written = configuration(environment());
    expect(written.match(/path\s+= .*/g)).toEqual([
      expect.stringContaining(`${root}/home/.terraform.d/plugins`),
      expect.stringContaining(`${root}/opt/plugins`),
    ]);
  });

  it("does not configure implied mirrors only", () => {
    folder("share", "terraform", "plugins", aws, "5.100.0", platform);
    expect(environment().TF_CLI_CONFIG_FILE).toBeUndefined();
  });

  it("keeps the user's configuration", () => {
    folder("opt", "plugins", aws, "5.100.0", platform);
    const own = path.join(folder("elsewhere"), "own.tfrc");
    writeFileSync(own, "");
    expect(environment({ TF_CLI_CONFIG_FILE: own }).TF_CLI_CONFIG_FILE).toBe(own);
    writeFileSync(path.join(folder("home"), ".terraformrc"), "");
    expect(environment().TF_CLI_CONFIG_FILE).toBeUndefined();
  });

  it("drops the path of a missing configuration", () => {
    expect(environment({ TF_CLI_CONFIG_FILE: path.join(root, "gone") }).TF_CLI_CONFIG_FILE).toBeUndefined();
  });

  it("drops variables that change Terraform's behavior", () => {
    const env = environment({
      TF_WORKSPACE: "w",
      TF_CLI_ARGS_plan: "-lock=false",
      TF_VAR_x: "1",
      TF_LOG: "trace",
      PATH: "p",
    });
    expect(Object.keys(env).filter((name) => /^TF_(WORKSPACE|CLI_ARGS|VAR|LOG)/.test(name))).toEqual([]);
    expect(env.PATH).toBe("p");
  });

  it("uses the user's plugin cache, or else the given one", () => {
    expect(environment().TF_PLUGIN_CACHE_DIR).toBe(path.join(root, "cache"));
    const own = path.join(root, "own-cache");
    expect(environment({ TF_PLUGIN_CACHE_DIR: own }).TF_PLUGIN_CACHE_DIR).toBe(own);
    expect(existsSync(own)).toBe(true);
  });
});

describe("comesFromRegistry", () => {
  it("is true for a provider that no mirror has", () => {
    expect(comesFromRegistry(aws, machine())).toBe(true);
    folder("opt", "plugins", "registry.terraform.io/acme/thing", "1.0.0", platform);
    expect(comesFromRegistry(aws, machine())).toBe(true);
  });

  it.each([
    ["a mirror below the roots", "opt/plugins"],
    ["an implied mirror", "share/terraform/plugins"],
  ])("is false for a provider of %s", (_name, mirror) => {
    folder(mirror, aws, "5.100.0", platform);
    expect(comesFromRegistry(aws, machine())).toBe(false);
  });

  it("is false with the user's configuration", () => {
    const own = path.join(folder("elsewhere"), "own.tfrc");
    writeFileSync(own, "");
    expect(comesFromRegistry(aws, machine({ TF_CLI_CONFIG_FILE: own }))).toBe(false);
    writeFileSync(path.join(folder("home"), ".terraformrc"), "");
    expect(comesFromRegistry(aws, machine())).toBe(false);
  });
});

describe("mirrorsUnder", () => {
  it("finds unpacked and packed providers of this platform", () => {
    folder("unpacked", aws, "5.100.0", "linux_amd64");
    writeFileSync(path.join(folder("packed", aws), "terraform-provider-aws_5.1.0_linux_amd64.zip"), "");
    expect(mirrorsUnder(root, "linux_amd64").map(({ path: found }) => path.basename(found))).toEqual([
      "packed",
      "unpacked",
    ]);
  });

  it("ignores other platforms, folders of another layout, and symlinks, as Terraform does", () => {
    folder("other", aws, "5.100.0", "plan9_mips");
    folder("not-a-mirror", "share", "doc", "thing", "1.0.0", "linux_amd64");
    writeFileSync(path.join(root, "file"), "");
    const real = folder("outside", "hashicorp", "aws", "5.100.0", "linux_amd64");
    symlinkSync(path.join(real, "../../../.."), path.join(folder("linked"), "registry.terraform.io"));
    expect(mirrorsUnder(root, "linux_amd64")).toEqual([]);
  });

  it("finds nothing in a missing folder", () => {
    expect(mirrorsUnder(path.join(root, "none"))).toEqual([]);
  });
});

it.each([
  ["linux", "x64", "linux_amd64"],
  ["darwin", "arm64", "darwin_arm64"],
  ["linux", "ia32", "linux_386"],
] as const)("names %s on %s as Terraform does", (os, cpu, name) => {
  expect(terraformPlatform(os, cpu)).toBe(name);
});
