import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { conditionVariables, type Variables } from './conditions';
import { introspectionOf } from './introspection';

/** One operation of a client, read once: what does not change from one request to the next. */
export interface Operation {
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** The part that the public schema answers; undefined when it has none. */
  readonly introspection: DocumentNode | undefined;
  /** The variables that decide which fields are asked for at all. */
  readonly conditions: readonly string[];
}

/** @param document valid against the schema */
export function readOperation(document: DocumentNode, definition: OperationDefinitionNode, schema: GraphQLSchema): Operation {
  if (definition.operation === 'subscription') {
    throw new GraphQLError('Subscriptions are not answered here', { extensions: { code: 'BAD_REQUEST' } });
  }
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const one of document.definitions) if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
  return { definition, fragments, introspection: introspectionOf(document, schema), conditions: conditionVariables(document) };
}

/** Most faults of variables that are told at once. */
const MOST_FAULTS = 20;

/** The variables as their types say, defaults filled in; or what is wrong with them. */
export function coerced(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
): { readonly variables: Variables } | { readonly errors: readonly GraphQLError[] } {
  const result = getVariableValues(schema, variableDefinitions, given, { maxErrors: MOST_FAULTS });
  if (result.coerced !== undefined) return { variables: result.coerced };
  return {
    errors: result.errors.map(
      ({ message, nodes }) => new GraphQLError(message, { nodes, extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } }),
    ),
  };
}
