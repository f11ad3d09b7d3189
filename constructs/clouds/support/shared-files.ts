import { Lazy, TerraformLocal, TerraformStack } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { escapeTerraform } from "../../../cloud-init/document/terraform-text";

const ID = "shared-files";

/** Characters from which on a file is not repeated. */
const LONG = 150;

/** The beginning of each file of a document, as `render` writes it. */
const startOfFile = /(?=^ {2}- path: )/m;
/** The path of a file, without what an expression would need an escape for. */
const pathOf = (piece: string): string | undefined =>
  /^ {2}- path: "?([^"\n]+)/.exec(piece)?.[1]?.replaceAll(/[^\w./@-]+/g, "-");

/**
 * The files that several documents of a stack have, once each, in a local by their paths. Documents refer to them, so that
 * the JSON of a cluster is half as long, and shows what its machines have in common.
 */
export class SharedFiles extends Construct {
  /** That of a construct's stack. */
  static of(scope: IConstruct): SharedFiles {
    const stack = TerraformStack.of(scope);
    return (stack.node.tryFindChild(ID) as SharedFiles | undefined) ?? new SharedFiles(stack, ID);
  }

  private readonly documents: (() => string)[] = [];
  private known?: { readonly texts: readonly string[]; readonly keys: ReadonlyMap<string, string> };

  private constructor(scope: IConstruct, id: string) {
    super(scope, id);
    const local = new TerraformLocal(this, "files", Lazy.anyValue({ produce: () => this.files() }));
    local.overrideLogicalId(ID);
  }

  /** A document as Terraform reads the very same text back. @param text asked for at synth */
  reference(text: () => string): () => string {
    this.documents.push(text);
    return () => {
      const keys = this.keys();
      return pieces(text())
        .map((piece) => {
          const key = keys.get(piece);
          return key === undefined ? escapeTerraform(piece) : `\${local.${ID}[${JSON.stringify(key)}]}`;
        })
        .join("");
    };
  }

  private files(): Record<string, string> {
    return Object.fromEntries([...this.keys()].map(([piece, key]) => [key, escapeTerraform(piece)]));
  }

  /** The shared pieces with their keys: the path, with a number from the second text of a path on. */
  private keys(): ReadonlyMap<string, string> {
    const texts = this.documents.map((text) => text());
    const { known } = this;
    if (known && texts.every((text, i) => text === known.texts[i]) && texts.length === known.texts.length)
      return known.keys;
    const counts = new Map<string, number>();
    for (const piece of texts.flatMap((text) => [...new Set(pieces(text))]))
      counts.set(piece, (counts.get(piece) ?? 0) + 1);
    const keys = new Map<string, string>();
    const numbers = new Map<string, number>();
    for (const [piece, count] of counts) {
      const path = pathOf(piece);
      if (count === 1 || piece.length < LONG || path === undefined) continue;
      const number = (numbers.get(path) ?? 0) + 1;
      numbers.set(path, number);
      keys.set(piece, number === 1 ? path : `${path} ${number}`);
    }
    this.known = { texts, keys };
    return keys;
  }
}

const pieces = (text: string): string[] => text.split(startOfFile);
