import { randomBytes } from "node:crypto";
import { checkUserDataSize, compressedSize, Part, render } from "cdktf-mesos/cloud-init";
import { sampleDocument, sampleParts, sampleRoles } from "../../support/documents";

const limit = 16384;

describe("user data", () => {
  test.each(sampleRoles)("of %s is well below the limit of EC2", (role) => {
    const text = sampleDocument(role);
    expect(() => checkUserDataSize(text, sampleParts[role], limit)).not.toThrow();
    expect(compressedSize(text)).toBeLessThan(limit * 0.9);
  });

  test("over the limit says how large it is, and the largest part", () => {
    const parts = [
      Part.file("/small", "a"),
      Part.file("/large", randomBytes(16000).toString("base64")),
      Part.packages(["curl"]),
    ];
    const text = render(parts);
    expect(() => checkUserDataSize(text, parts, limit)).toThrow(
      new RegExp(
        `user data must be at most 16384 bytes after compression, got ${compressedSize(text)}; ` +
          "the largest part is file /large with \\d+ bytes",
      ),
    );
  });

  test("exactly at the limit is accepted, a byte over is not", () => {
    const parts = [Part.file("/a", "b")];
    const text = render(parts);
    const size = compressedSize(text);
    expect(() => checkUserDataSize(text, parts, size)).not.toThrow();
    expect(() => checkUserDataSize(text, parts, size - 1)).toThrow("user data must be");
  });
});
