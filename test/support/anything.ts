// biome-ignore lint/suspicious/noExplicitAny: for values that callers without types can pass
export type Anything = any;
