import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { App, Fn, TerraformLocal, TerraformOutput, TerraformStack, TerraformVariable } from "cdktf";
import { compressedSize, escapeTerraform } from "cdktf-mesos/cloud-init";
import { UserData } from "../../constructs/clouds/support/user-data";
import { sampleDocument, sampleRoles } from "../support/documents";

let work: string;
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), "cdktf-mesos-terraform-"));
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** Evaluates texts with real Terraform: the bytes after compression and decompression, and the compressed size. */
const throughTerraform = (build: (stack: TerraformStack) => Record<string, string>) =>
  evaluated((stack) =>
    Object.fromEntries(
      Object.entries(build(stack)).map(([name, text]) => [
        name,
        Fn.base64gzip(new TerraformLocal(stack, `${name}-local`, text).asString),
      ]),
    ),
  );

/** The same for expressions, each of a compressed text. */
function evaluated(build: (stack: TerraformStack) => Record<string, string>) {
  const outdir = mkdtempSync(join(work, "app-"));
  const app = new App({ outdir });
  const stack = new TerraformStack(app, "texts");
  for (const [name, value] of Object.entries(build(stack))) {
    new TerraformOutput(stack, name, { value, staticId: true });
  }
  app.synth();
  const cwd = join(outdir, "stacks", "texts");
  // Needs no provider.
  writeFileSync(join(outdir, "terraform.rc"), "");
  const terraform = (...args: string[]) =>
    execFileSync("terraform", args, {
      cwd,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, TF_CLI_CONFIG_FILE: join(outdir, "terraform.rc"), CHECKPOINT_DISABLE: "1" },
    });
  terraform("init", "-no-color");
  terraform("apply", "-auto-approve", "-no-color");
  const outputs = JSON.parse(terraform("output", "-json")) as Record<string, { value: string }>;
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { value }]) => {
      const compressed = Buffer.from(value, "base64");
      return [name, { text: gunzipSync(compressed).toString("utf8"), bytes: compressed.byteLength }];
    }),
  );
}

jest.setTimeout(120_000);

const texts: Record<string, string> = {
  shell: "echo \"${HOME}\" $${A} $$${B} '$(id)' \\ \\n %{if} %%{x} %%%{y} $ % $$ %% { }\n",
  // Escapes as in `date +%{…}` and templates, adjacent and at both ends.
  edges: "${%{$${%%{}$%{%${",
  unicode: "é ß 漢 🚀 \u2028 \t\r\n",
  quotes: `"'\`"\\"\\\\"`,
};

test("Terraform preserves every text", () => {
  const read = throughTerraform(() =>
    Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, escapeTerraform(text)])),
  );
  expect(Object.fromEntries(Object.entries(read).map(([name, { text }]) => [name, text]))).toEqual(texts);
});

test("and does not without the escape", () => {
  expect(() => throughTerraform(() => ({ shell: texts.shell! }))).toThrow();
});

test("references in a text are resolved, also after a dollar sign", () => {
  const read = throughTerraform((stack) => {
    const name = new TerraformVariable(stack, "name", { default: "builds" }).stringValue;
    return { mixed: escapeTerraform(`a="\${HOME}" ${name} $${name} %{b} $$${name}`) };
  });
  expect(read.mixed!.text).toBe('a="${HOME}" builds $builds %{b} $$builds');
});

test("every document is preserved, and not larger than assumed by the size check", () => {
  const read = throughTerraform(() =>
    Object.fromEntries(sampleRoles.map((role) => [role, escapeTerraform(sampleDocument(role))])),
  );
  for (const role of sampleRoles) {
    const document = sampleDocument(role);
    expect(read[role]!.text).toBe(document);
    expect(read[role]!.bytes).toBeLessThanOrEqual(compressedSize(document));
  }
});

test("documents that share files are preserved", () => {
  const documents = Object.fromEntries(sampleRoles.map((role) => [role, sampleDocument(role)]));
  const read = evaluated((stack) =>
    Object.fromEntries(
      Object.entries(documents).map(([role, text]) => [
        role,
        new UserData(stack, `${role}-node`, () => text).base64,
      ]),
    ),
  );
  expect(Object.fromEntries(Object.entries(read).map(([role, { text }]) => [role, text]))).toEqual(documents);
});
