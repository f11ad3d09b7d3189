import fc from "fast-check";
import { escapeTerraform } from "../../../cloud-init";

/**
 * How Terraform reads a template without interpolations, as its scanner does it: `$${` and `%%{` are literal,
 * anything else that opens a template is not text. The real one is asked in the acceptance tests.
 */
function readTemplate(text: string): string {
  let read = "";
  for (let at = 0; at < text.length; ) {
    const three = text.slice(at, at + 3);
    if (three === "$${" || three === "%%{") {
      read += three.slice(1);
      at += 3;
    } else {
      const two = text.slice(at, at + 2);
      if (two === "${" || two === "%{") throw new Error(`a template opens at ${at} of ${text}`);
      read += text[at];
      at += 1;
    }
  }
  return read;
}

describe("text for Terraform", () => {
  test("whatever the text is, Terraform reads the same", () => {
    const pieces = fc.constantFrom(
      "$",
      "%",
      "{",
      "}",
      "$${",
      "%%{",
      "${HOME}",
      "%{if x}",
      '"',
      "\\",
      "\n",
      "é",
      "🚀",
      "a",
    );
    const text = fc.oneof(
      fc.array(pieces).map((list) => list.join("")),
      fc.string({ unit: "binary" }),
    );
    fc.assert(
      fc.property(text, (plain) => {
        expect(readTemplate(escapeTerraform(plain))).toBe(plain);
      }),
      { numRuns: 2000 },
    );
  });

  test("references of cdktf stay references", () => {
    expect(escapeTerraform("a ${HOME} ${TfToken[TOKEN.7]} %{b} ${TfToken[TOKEN.8]}")).toBe(
      "a $${HOME} ${TfToken[TOKEN.7]} %%{b} ${TfToken[TOKEN.8]}",
    );
  });

  test("a dollar sign before a reference does not make it literal", () => {
    expect(escapeTerraform("cost $${TfToken[TOKEN.7]}")).toBe('cost ${"$"}${TfToken[TOKEN.7]}');
    expect(escapeTerraform("$$${TfToken[TOKEN.7]}$")).toBe('${"$$"}${TfToken[TOKEN.7]}$');
  });
});
