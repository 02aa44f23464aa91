import { type GraphQLSchema, isNonNullType, isObjectType } from 'graphql';
import type { Agreement } from './agreement';
import { governedFields } from './assert-complete';
import { InvalidPolicy } from './policy-error';
import { waysInto } from './ways-in';

/** Fields whose resolver asks `decide` itself (`askFor`), with the category it asks: `Query.cases`, `Child.__resolveReference`. */
export type DecidedByResolver = Readonly<Record<string, string>>;

export interface GuardedField {
  readonly type: string;
  readonly field: string;
  readonly category: string;
}

/**
 * Which fields need a wrapper. A field needs none when every way into its type is governed by its own category: whoever
 * got that far has passed the same decision about the same subject. An entity brings a subject of its own (another child's
 * view) and can be asked for by reference, so its fields are always wrapped, unless every way into it decides by resolver.
 *
 * @throws InvalidPolicy when a field is guarded but not nullable, or a resolver claims a field or category that is not there.
 */
export function planGuards(schema: GraphQLSchema, agreement: Agreement, decided: DecidedByResolver = {}): GuardedField[] {
  const ways = waysInto(schema);
  const problems = [...wrongClaims(schema, agreement, decided)];
  const guarded: GuardedField[] = [];
  for (const coordinate of governedFields(agreement, schema)) {
    const [type, field] = coordinate.split('.') as [string, string];
    const category = agreement.categoryOf.get(coordinate);
    if (category === undefined) {
      problems.push(`${coordinate}: no category of the agreement names this field`);
      continue;
    }
    if (decided[coordinate] !== undefined) continue;
    const other = firstOtherWay(type, category, ways.get(type) ?? [], agreement, decided);
    if (other === undefined) continue;
    if (isRequired(schema, type, field)) {
      problems.push(
        `${coordinate}: is guarded (category ${category}) and must be nullable; the type is also reached by ${other}`,
      );
    }
    guarded.push({ type, field, category });
  }
  if (problems.length > 0) throw new InvalidPolicy(`guard of ${agreement.agency}`, problems);
  return guarded;
}

/** A way into the type that does not already pass the same category; undefined when there is none. */
function firstOtherWay(
  type: string,
  category: string,
  ways: readonly string[],
  agreement: Agreement,
  decided: DecidedByResolver,
): string | undefined {
  if (ways.length === 0) return 'the operation itself';
  const isEntity = ways.includes('Query._entities');
  return ways
    .map((way) => (way === 'Query._entities' ? `${type}.__resolveReference` : way))
    .find((way) => (isEntity ? decided[way] : agreement.categoryOf.get(way)) !== category);
}

function isRequired(schema: GraphQLSchema, typeName: string, fieldName: string): boolean {
  const type = schema.getType(typeName);
  return isObjectType(type) && isNonNullType(type.getFields()[fieldName]?.type);
}

function wrongClaims(schema: GraphQLSchema, agreement: Agreement, decided: DecidedByResolver): string[] {
  return Object.entries(decided).flatMap(([coordinate, category]) => {
    const [typeName = '', fieldName = ''] = coordinate.split('.');
    if (!agreement.categories.has(category)) return [`${coordinate}: is said to decide ${category}, which is not a category`];
    if (fieldName === '__resolveReference' && isObjectType(schema.getType(typeName))) return [];
    const own = agreement.categoryOf.get(coordinate);
    return own === category ? [] : [`${coordinate}: is said to decide ${category}, but stands in ${own ?? 'no category'}`];
  });
}
