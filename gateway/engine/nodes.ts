import {
  type DocumentNode,
  type FieldNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type NameNode,
  type ObjectTypeDefinitionNode,
  type TypeNode,
  visit,
} from 'graphql';

/** Small parts of documents, and what is asked of them in several places. */

export const nameNode = (value: string): NameNode => ({ kind: Kind.NAME, value });

export const TYPENAME: FieldNode = { kind: Kind.FIELD, name: nameNode('__typename') };

/** The type that a list or a promise is of. */
export const namedType = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type));

/** A definition of a type that has fields. */
export type Composite = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

export const isComposite = (node: { readonly kind: string }): node is Composite =>
  node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION;

/** An operation without the variables that nothing of it uses any more. */
export function withVariablesUsed(document: DocumentNode): DocumentNode {
  const used = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(name.value),
  });
  return visit(document, {
    VariableDefinition: ({ variable }) => (used.has(variable.name.value) ? false : null),
    SelectionSet: () => false,
  });
}
