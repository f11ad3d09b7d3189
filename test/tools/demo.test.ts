import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoOptions } from "../../tools/demo/options";
import { formatOutputs } from "../../tools/demo/outputs";
import { ApplyProgress } from "../../tools/demo/progress";
import { Workspace } from "../../tools/demo/workspace";
import { emulatorEnvironment } from "../../tools/emulator";
import { lastErrors } from "../../tools/terraform-errors";

describe("demoOptions", () => {
  it("deploys hands-on-aws by default", () => {
    expect(demoOptions([])).toEqual({ stack: "hands-on-aws", destroy: false, folder: ".demo", help: false });
  });

  it("accepts a stack and --destroy in any order", () => {
    expect(demoOptions(["--destroy", "jenkins-2000-aws"])).toMatchObject({
      stack: "jenkins-2000-aws",
      destroy: true,
    });
    expect(demoOptions(["jenkins-2000-aws", "--destroy"])).toMatchObject({
      stack: "jenkins-2000-aws",
      destroy: true,
    });
  });

  it.each([[["--destory"]], [["a", "b"]], [["hands-on-openstack"]]])(
    "rejects %j and shows the usage",
    (args) => {
      expect(() => demoOptions(args)).toThrow(/npm run demo \[-- STACK\]/);
    },
  );
});

describe("Workspace", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "cdktf-mesos-demo-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it("is an empty folder, or one of an earlier demo", () => {
    new Workspace(folder);
    writeFileSync(join(folder, "terraform.hands-on-aws.tfstate"), "{}");
    expect(new Workspace(folder).forget()).toEqual(["hands-on-aws"]);
  });

  it.each(["cdktf.json", "terraform.ci-aws.tfstate", "terraform.ci-aws.tfstate.backup"])(
    "is not a folder with a foreign %s",
    (name) => {
      writeFileSync(join(folder, name), '{ "app": "node --import tsx main.ts" }');
      expect(() => new Workspace(folder)).toThrow(
        `${folder} is not a folder of the demo, which would overwrite ${name}; delete the folder, or give an empty one with --folder`,
      );
      expect(existsSync(join(folder, name))).toBe(true);
    },
  );
});

describe("ApplyProgress", () => {
  const feed = (...lines: string[]) => {
    const progress = new ApplyProgress();
    for (const line of lines) {
      progress.feed(line);
    }
    return { done: progress.done, total: progress.total };
  };

  it("has no total before the plan", () => {
    expect(feed("hands-on-aws  Initializing the backend...")).toEqual({ done: 0, total: undefined });
  });

  it("counts planned and completed actions", () => {
    expect(
      feed(
        "hands-on-aws  Plan: 5 to add, 1 to change, 2 to destroy.",
        "hands-on-aws  aws_vpc.network_3 (network/vpc): Creating...",
        "              aws_vpc.network_3 (network/vpc): Creation complete after 12s [id=vpc-1]",
        "              aws_eip.x: Modifications complete after 0s [id=e]",
        "              aws_eip.y: Still destroying... [id=e, 10s elapsed]",
        "              aws_eip.y: Destruction complete after 10s",
      ),
    ).toEqual({ done: 3, total: 8 });
  });

  it("does not count imports", () => {
    expect(feed("Plan: 4 to import, 1 to add, 0 to change, 0 to destroy.").total).toBe(1);
  });
});

describe("formatOutputs", () => {
  const capacity = {
    tiers: {
      masters: { machines: 3, vcpu: 12, memory_gib: 45 },
      builds: { machines: 317, vcpu: 3736, memory_gib: 12525 },
    },
    total: { machines: 320, agents: 317, vcpu: 3748, memory_gib: 12570 },
  };

  it("shows short values in columns, capacity as a table, and indents ssh_config", () => {
    const text = formatOutputs({
      ssh_config: { value: "Host a\n  User admin\n" },
      capacity: { value: capacity },
      marathon_url: { value: "http://m:8080" },
      zookeeper: { value: "zk://a,b/mesos" },
    });
    expect(text).toContain("  marathon_url  http://m:8080\n  zookeeper     zk://a,b/mesos\n");
    expect(text).toContain("  ssh_config\n    Host a\n      User admin");
    expect(text).toMatch(/│ builds +│ +317 │ 3,736 │ +12,525 │/);
    expect(text).toMatch(/│ total \(317 agents\) │ +320 │ 3,748 │ +12,570 │/);
  });

  it("shows any other value as JSON", () => {
    expect(formatOutputs({ list: { value: ["a"] } })).toBe('  list\n    [\n      "a"\n    ]');
  });
});

describe("lastErrors", () => {
  it("returns Terraform's errors, once each, without the stack's name", () => {
    const box = [
      "hands-on-aws  ╷",
      "              │ Error: creating EC2 Instance",
      "              │ ",
      "              │   with aws_instance.m1,",
      "              ╵",
    ];
    const warning = ["╷", "│ Warning: deprecated", "╵"];
    const lines = ["aws_vpc.a: Creating...", ...warning, ...box, ...box, "Invoking Terraform CLI failed"];
    expect(lastErrors(lines)).toBe("Error: creating EC2 Instance\n\n  with aws_instance.m1,");
  });

  it("returns the last lines if Terraform reports no errors", () => {
    const lines = ["one", "⠋  Synthesizing", "", "two", "three"];
    expect(lastErrors(lines)).toBe("one\ntwo\nthree");
    expect(lastErrors(lines, 2)).toBe("two\nthree");
  });
});

describe("emulatorEnvironment", () => {
  it("drops all settings of the user's account", () => {
    const users = {
      AWS_PROFILE: "production",
      AWS_SESSION_TOKEN: "t",
      AWS_ACCESS_KEY_ID: "AKIAUSER",
      AWS_ENDPOINT_URL_EC2: "https://ec2.amazonaws.com",
      AWS_CONFIG_FILE: "/home/user/.aws/config",
      aws_default_region: "eu-west-1",
      PATH: "/bin",
    };
    const env = emulatorEnvironment("http://127.0.0.1:1", users);
    expect(Object.values(env)).not.toEqual(expect.arrayContaining(["production"]));
    expect(env).toEqual({
      PATH: "/bin",
      AWS_ENDPOINT_URL: "http://127.0.0.1:1",
      AWS_REGION: "us-east-1",
      AWS_DEFAULT_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "emulator",
      AWS_SECRET_ACCESS_KEY: "emulator",
      AWS_EC2_METADATA_DISABLED: "true",
      AWS_CONFIG_FILE: "/dev/null",
      AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    });
  });
});
