/** An object of an answer. Its names may be chosen by clients and subgraphs, so it is only read through `own`. */
export type Fields = Record<string, unknown>;

export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Own properties only: `constructor` must not find what every object inherits. */
export const own = (from: object, key: string): unknown => (Object.hasOwn(from, key) ? (from as Fields)[key] : undefined);

/** Sets a property of that very name: plain assignment to `__proto__` would exchange the prototype instead. */
export function put(into: Fields, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(into, key, { value, enumerable: true, configurable: true, writable: true });
  else into[key] = value;
}
