import { type GraphQLSchema, getNamedType, isAbstractType, isObjectType } from 'graphql';
import { objectTypesOf } from './assert-complete';

/** For each object type, the fields (`Type.field`) that can return it: directly, in lists, through unions and interfaces. */
export function waysInto(schema: GraphQLSchema): ReadonlyMap<string, readonly string[]> {
  const ways = new Map<string, string[]>();
  for (const type of objectTypesOf(schema)) {
    for (const field of Object.values(type.getFields())) {
      for (const target of concreteTypes(schema, getNamedType(field.type).name)) {
        ways.set(target, [...(ways.get(target) ?? []), `${type.name}.${field.name}`]);
      }
    }
  }
  return ways;
}

function concreteTypes(schema: GraphQLSchema, name: string): string[] {
  const type = schema.getType(name);
  if (isAbstractType(type)) return schema.getPossibleTypes(type).map((possible) => possible.name);
  return isObjectType(type) ? [type.name] : [];
}
