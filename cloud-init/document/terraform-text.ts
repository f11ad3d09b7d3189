/** How cdktf writes a reference inside a string before it resolves it. */
const tokenMarker = "${TfToken[";

/**
 * Writes plain text so that Terraform reads the very same text back.
 *
 * Terraform reads every string of its JSON as a template: `${` begins an interpolation and `%{` a directive,
 * and cdktf escapes neither. Doubling the first character makes both literal again; runs such as `$${` come
 * out right as well (tried with Terraform 1.11: `$$${` is read as `$${`).
 *
 * References that cdktf has put into the text (`${TfToken[…]}`) stay references. Dollar signs right
 * before one would turn it into an escape, so they are written as an expression of their own.
 *
 * Apply it once, to the whole document, where the text is handed to Terraform; never to text that goes
 * elsewhere (a golden file, a schema check).
 */
export function escapeTerraform(text: string): string {
  return (
    text
      .replaceAll("%{", "%%{")
      .split(tokenMarker)
      // A function, because a replacement text would read `$$` as one dollar sign.
      .map((piece) => piece.replaceAll("${", () => "$${"))
      .map((piece, index, pieces) =>
        index < pieces.length - 1 ? piece.replace(/\$+$/, (dollars) => `\${"${dollars}"}`) : piece,
      )
      .join(tokenMarker)
  );
}
