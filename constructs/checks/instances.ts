const symbolOf = (name: string): symbol => Symbol.for(`cdktf-mesos.${name}`);

/**
 * Marks the instances of a class, so that they are known by a symbol as cdktf's are: `instanceof` does not know those of
 * another copy of this package.
 */
export function markInstances(of: { readonly prototype: object }, name: string): void {
  Object.defineProperty(of.prototype, symbolOf(name), { value: true });
}

/** Whether a value is an instance of the class that was marked with a name. */
export const isInstance = (name: string, value: unknown): boolean =>
  typeof value === "object" && value !== null && symbolOf(name) in value;
