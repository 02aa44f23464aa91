import { type GraphQLLeafType, isEnumType } from 'graphql';

/** Whether a value may stand somewhere. */
export type Check = (value: unknown) => boolean;

/** One response name of an object of one type, ready to be looked at. */
export interface Part {
  readonly name: string;
  readonly optional: boolean;
  readonly check: Check;
}

/** Every part that must be there, each as it should be, and nothing else. */
export function hasThese(value: Readonly<Record<string, unknown>>, parts: readonly Part[]): boolean {
  let found = 0;
  for (const { name, optional, check } of parts) {
    if (Object.hasOwn(value, name)) {
      if (!check(value[name])) return false;
      found += 1;
    } else if (!optional) return false;
  }
  return Object.keys(value).length === found;
}

/** The engine would make null of a value that is not of its type, and say so to nobody. */
export function leafCheck(type: GraphQLLeafType): Check {
  if (isEnumType(type)) {
    const values: ReadonlySet<unknown> = new Set(type.getValues().map(({ name }) => name));
    return (value) => values.has(value);
  }
  switch (type.name) {
    case 'Boolean':
      return (value) => typeof value === 'boolean';
    case 'Int':
      return Number.isInteger;
    case 'Float':
      return (value) => typeof value === 'number';
    case 'ID':
      return (value) => typeof value === 'string' || Number.isInteger(value);
    default:
      return (value) => typeof value === 'string';
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
