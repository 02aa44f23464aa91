import { Kind, type OperationDefinitionNode, OperationTypeNode } from 'graphql';
import { Selection, type Shaping } from './selection';

/**
 * The parts of an operation that are planned by themselves and run one after the other. Of a mutation each field of the root is one:
 * GraphQL has all that is selected of one done before the next begins, while the planner would let another subgraph's share of the
 * first wait for the second, and see what that changed.
 */
export function oneByOne(operation: OperationDefinitionNode, shaping: Shaping): readonly OperationDefinitionNode[] {
  const root = shaping.supergraph.schema.getMutationType();
  if (operation.operation !== OperationTypeNode.MUTATION || !root) return [operation];
  const fields = new Selection(shaping, [operation.selectionSet], root).nodesOf(root);
  return [...fields.values()].map((selections) => ({ ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections } }));
}
