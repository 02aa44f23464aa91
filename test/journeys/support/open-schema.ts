import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  isLeafType,
  isNonNullType,
  isObjectType,
  isUnionType,
  getNamedType,
} from 'graphql';

/** The supergraph with its hidden fields; `visible` says which of them clients see. */
export const supergraph: GraphQLSchema = buildSchema(
  readFileSync(join(__dirname, '../../../schema/supergraph.graphql'), 'utf8'),
  {
    assumeValidSDL: true,
  },
);

export const visible = (field: GraphQLField<unknown, unknown>): boolean =>
  !field.astNode?.directives?.some(({ name }) => name.value === 'inaccessible');

export const fieldsOf = (type: GraphQLObjectType): GraphQLField<unknown, unknown>[] =>
  Object.values(type.getFields()).filter(visible);

const PEOPLE = ['Child', 'Adult'];

/**
 * Every field that leads to no other person: of the hub, of every agency, to the last leaf. A field with an argument is asked
 * without it.
 */
export function everythingOf(typeName: string, leaveOut: readonly string[] = []): string {
  const type = supergraph.getType(typeName);
  if (!isObjectType(type)) throw new Error(`${typeName} is not an object type`);
  const selections = fieldsOf(type)
    .filter(({ name, args }) => !leaveOut.includes(name) && args.every((argument) => !isNonNullType(argument.type)))
    .flatMap((field) => {
      const named = getNamedType(field.type);
      if (isLeafType(named)) return [field.name];
      const leadsToPeople = isUnionType(named) || PEOPLE.includes(named.name);
      return leadsToPeople ? [] : [`${field.name} { ${everythingOf(named.name)} }`];
    });
  return selections.join(' ');
}
