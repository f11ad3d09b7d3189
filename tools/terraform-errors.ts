// Blank lines, and cdktf's spinner.
const noise = /^\s*$|^[\u2800-\u28ff] /;

/**
 * The errors in the output of `cdktf` or `terraform`: Terraform's error boxes, or the last lines if there are none (if
 * the app or cdktf failed).
 *
 * @param lines without colours
 */
export function lastErrors(lines: readonly string[], maxLines = 25): string {
  // cdktf prefixes each line with the stack's id: "hands-on-aws  │ Error: …".
  const boxes: string[] = [];
  let box: string[] | undefined;
  for (const line of lines) {
    const at = line.search(/[╷│╵]/);
    const mark = line[at];
    if (mark === "╷") {
      box = [];
    } else if (mark === "│" && box) {
      box.push(line.slice(at + 1).replace(/^ /, ""));
    } else if (mark === "╵" && box) {
      if (box.some((text) => text.startsWith("Error"))) {
        boxes.push(box.join("\n").trim());
      }
      box = undefined;
    }
  }
  // cdktf prints Terraform's errors twice.
  const text = [...new Set(boxes)].join("\n\n") || lines.filter((line) => !noise.test(line)).join("\n");
  return text.split("\n").slice(-maxLines).join("\n");
}
