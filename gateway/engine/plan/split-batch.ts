import { type DocumentNode, type FieldNode, type FragmentDefinitionNode, Kind, parse, print, visit } from 'graphql';
import { nameNode } from '../nodes';
import { PlanRefused } from './plan-json';

/**
 * One of several `_entities` fields of a batch, as an operation of its own: `_entities(representations: $representations)`, as every
 * Federation 2 engine asks. Subgraphs and whatever stands before them see one form only, and one bad list costs one list.
 *
 * @returns the operation and the client's variables that it uses
 */
export function splitBatch(
  query: string,
  alias: string,
  variable: string,
): { readonly query: string; readonly variables: readonly string[] } {
  const document = parse(query, { noLocation: true });
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const one of document.definitions) if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
  const operation = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION);
  const field = operation?.selectionSet.selections.find(
    (one): one is FieldNode => one.kind === Kind.FIELD && (one.alias ?? one.name).value === alias,
  );
  if (operation === undefined || field === undefined) throw new PlanRefused('a batch without one of its fields');
  const { fragments: used, variables } = reachable(field, fragments);
  if (!variables.has(variable)) throw new PlanRefused('a batch without representations');
  const { alias: _, ...plain } = field;
  const alone: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        ...operation,
        variableDefinitions: operation.variableDefinitions?.filter((one) => variables.has(one.variable.name.value)),
        selectionSet: { kind: Kind.SELECTION_SET, selections: [plain] },
      },
      ...used,
    ],
  };
  const renamed = visit(alone, {
    Variable: (node) => (node.name.value === variable ? { ...node, name: nameNode('representations') } : undefined),
  });
  return { query: print(renamed), variables: [...variables].filter((name) => name !== variable) };
}

/** The fragments and variables that a field leads to. */
function reachable(field: FieldNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
  const variables = new Set<string>();
  const used = new Set<FragmentDefinitionNode>();
  const look = (node: FieldNode | FragmentDefinitionNode): void => {
    visit(node, {
      Variable: ({ name }) => void variables.add(name.value),
      FragmentSpread({ name }) {
        const fragment = fragments.get(name.value);
        if (fragment === undefined || used.has(fragment)) return;
        used.add(fragment);
        look(fragment);
      },
    });
  };
  look(field);
  return { fragments: [...used], variables };
}
