import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Part, scriptNames } from "cdktf-mesos/cloud-init";
import { scriptFile } from "../../cloud-init/document/scripts";
import { readDocument } from "../support/read-document";

const folder = join(__dirname, "..", "..", "cloud-init", "scripts");

test.each(scriptNames)("%s is on a node what it is here, without its comments", (name) => {
  const [file] = readDocument([Part.script(name)]).write_files;
  const here = readFileSync(join(folder, scriptFile(name)), "utf8").split("\n");
  const isComment = (line: string) => /^\s*#/.test(line) && !/^(#!|\s*# shellcheck )/.test(line);
  expect(here.some(isComment)).toBe(true);
  expect(file!.content.split("\n")).toEqual(here.filter((line) => !isComment(line)));
});
