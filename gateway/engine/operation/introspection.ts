import {
  type DocumentNode,
  execute,
  type GraphQLSchema,
  Kind,
  type SelectionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Variables } from './conditions';
import type { Fields } from '../values';

/** `__schema` and `__type`: answered from the public schema, never planned. */
export const isIntrospection = (node: SelectionNode): boolean =>
  node.kind === Kind.FIELD && (node.name.value === '__schema' || node.name.value === '__type');

/** The part of an operation that the public schema answers by itself; undefined when it has no such part. */
export function introspectionOf(document: DocumentNode, schema: GraphQLSchema): DocumentNode | undefined {
  const info = new TypeInfo(schema);
  let found = false;
  const rest = visit(
    document,
    visitWithTypeInfo(info, {
      Field(node) {
        if (isIntrospection(node)) {
          found = true;
          // Nothing inside of it is a field of ours.
          return undefined;
        }
        return info.getParentType() === schema.getQueryType() ? null : undefined;
      },
    }),
  );
  return found ? rest : undefined;
}

/** Answers that part, under the client's own names. */
export async function introspect(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | undefined,
  variableValues: Variables,
): Promise<Fields> {
  const { data } = await execute({ schema, document, operationName, variableValues });
  return { ...data };
}
