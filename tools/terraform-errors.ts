// Blank lines, and cdktf's spinner.
const noise = /^\s*$|^[\u2800-\u28ff] /;

/**
 * What went wrong, out of the output of `cdktf` or `terraform`: Terraform's own error boxes, or the last lines
 * where there is none (the app failed, cdktf itself did).
 *
 * @param lines without colours
 * @param most the number of lines at most, from the end
 */
export function lastErrors(lines: readonly string[], most = 25): string {
  // cdktf puts the stack's id before each line: "hands-on-aws  │ Error: …".
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
  // cdktf prints Terraform's errors twice, as they come and at its end.
  const text = [...new Set(boxes)].join("\n\n") || lines.filter((line) => !noise.test(line)).join("\n");
  return text.split("\n").slice(-most).join("\n");
}
