/** The locals of a stack's JSON that are texts, with the files that documents share in place of references to them. */
export function textLocals(locals: Readonly<Record<string, unknown>> = {}): Record<string, string> {
  const { "shared-files": shared, ...texts } = locals;
  const files = (shared ?? {}) as Readonly<Record<string, string>>;
  const whole = (text: string) =>
    text.replace(/\$\{local\.shared-files\["([^"]+)"\]\}/g, (_, key) => files[key]!);
  return Object.fromEntries(
    Object.entries(texts as Record<string, string>).map(([id, text]) => [id, whole(text)]),
  );
}
