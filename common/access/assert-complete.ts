import { type GraphQLSchema, isIntrospectionType, isObjectType } from 'graphql';
import type { Agreement } from './agreement';
import { isKitField } from './kit-fields';
import { InvalidPolicy } from './policy-error';

/** Every `Type.field` of the schema that an agreement must place in a category, in schema order. */
export function governedFields(agreement: Pick<Agreement, 'agency'>, schema: GraphQLSchema): string[] {
  return objectTypesOf(schema).flatMap((type) =>
    Object.values(type.getFields())
      .filter((field) => !isKitField(agreement.agency, type, field))
      .map((field) => `${type.name}.${field.name}`),
  );
}

export const objectTypesOf = (schema: GraphQLSchema) =>
  Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type))
    .filter((type) => !isIntrospectionType(type));

/**
 * Proves that agreement and schema are about the same fields: each field in one category, each line a field.
 *
 * @param ownTypes types the subgraph says it offers; one that is missing from the schema is a fault too.
 * @throws InvalidPolicy naming each field without a category and each line without a field.
 */
export function assertComplete(agreement: Agreement, schema: GraphQLSchema, ownTypes: readonly string[] = []): void {
  const governed = new Set(governedFields(agreement, schema));
  const problems = [
    ...ownTypes.filter((name) => !isObjectType(schema.getType(name))).map((name) => `${name}: is not a type of the schema`),
    ...[...governed]
      .filter((field) => !agreement.categoryOf.has(field))
      .map((field) => `${field}: no category of the agreement names this field`),
    ...[...agreement.categoryOf]
      .filter(([field]) => !governed.has(field))
      .map(([field, category]) => `${field}: category ${category} names it, but it is not a field to share in the schema`),
  ];
  if (problems.length > 0) throw new InvalidPolicy(`agreement of ${agreement.agency}`, problems);
}
