import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import ts from "typescript";

/**
 * The types of a package's own that its public signatures name and none of its entry points exports: a user could not
 * write them down. A base class that is not exported is looked into, as its members are inherited.
 *
 * @param folder where the package lies, as it is installed
 */
export function unexportedTypes(folder: string): readonly string[] {
  const { exports } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const entries = Object.values<string | { types: string }>(exports).flatMap((entry) =>
    typeof entry === "string" ? [] : [resolve(folder, entry.types)],
  );
  const options = { module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16 };
  const program = ts.createProgram(entries, { ...options, skipLibCheck: true });
  const checker = program.getTypeChecker();
  const own = dirname(dirname(entries[0]!));
  const real = (symbol: ts.Symbol) =>
    symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  const isOwn = (symbol: ts.Symbol) =>
    symbol.declarations?.some((one) => one.getSourceFile().fileName.startsWith(own));

  const exported = new Set(
    entries.flatMap((entry) =>
      checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(entry)!)!).map(real),
    ),
  );
  const found = new Set<string>();
  const seen = new Set<ts.Symbol>();

  const look = (symbol: ts.Symbol, path: string): void => {
    if (seen.has(symbol)) return;
    seen.add(symbol);
    for (const declaration of symbol.declarations ?? []) visit(declaration, path);
  };
  const visit = (node: ts.Node, path: string): void => {
    if (ts.canHaveModifiers(node) && isHidden(node)) return;
    // A base class that is not exported is made by those that are.
    if (ts.isConstructorDeclaration(node) && !exported.has(checker.getSymbolAtLocation(node.parent.name!)!))
      return;
    if (ts.isHeritageClause(node)) {
      for (const { expression } of node.types) {
        const base = checker.getSymbolAtLocation(expression);
        if (base && isOwn(real(base))) look(real(base), path);
      }
    }
    if (ts.isTypeReferenceNode(node) || ts.isImportTypeNode(node)) {
      const name = ts.isTypeReferenceNode(node) ? node.typeName : node.qualifier;
      const symbol = name && checker.getSymbolAtLocation(name);
      const target = symbol && real(symbol);
      const isParameter = target && target.flags & ts.SymbolFlags.TypeParameter;
      if (target && !isParameter && isOwn(target) && !exported.has(target)) {
        found.add(`${path}: ${target.name}`);
      }
    }
    ts.forEachChild(node, (child) => visit(child, path));
  };
  for (const symbol of exported) look(symbol, symbol.name);
  return [...found].sort();
}

const isHidden = (node: ts.HasModifiers): boolean =>
  ts
    .getModifiers(node)
    ?.some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword || kind === ts.SyntaxKind.ProtectedKeyword) ??
  false;
