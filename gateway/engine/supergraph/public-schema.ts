import {
  type ASTNode,
  type ASTVisitor,
  buildASTSchema,
  type DirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  visit,
} from 'graphql';

/** Directives that mean something to clients. */
const FOR_CLIENTS: ReadonlySet<string> = new Set(['deprecated', 'specifiedBy', 'oneOf']);
/** Names of the federation's own machinery. */
const MACHINERY = /^(join|link|core)__/;
/** Where a directive can stand in an operation. */
const IN_OPERATIONS: ReadonlySet<string> = new Set([
  'QUERY',
  'MUTATION',
  'SUBSCRIPTION',
  'FIELD',
  'FRAGMENT_DEFINITION',
  'FRAGMENT_SPREAD',
  'INLINE_FRAGMENT',
  'VARIABLE_DEFINITION',
]);

/** The schema that clients see: the supergraph without the federation's machinery and without what is `@inaccessible`. */
export function publicSchema(supergraph: DocumentNode): GraphQLSchema {
  const gone = new Set<string>();
  for (const definition of supergraph.definitions) {
    if (!('name' in definition) || definition.name === undefined) continue;
    if (MACHINERY.test(definition.name.value) || isHidden(definition)) gone.add(definition.name.value);
  }
  return buildASTSchema(visit(supergraph, visibleOnly(gone)), { assumeValid: true });
}

function visibleOnly(gone: ReadonlySet<string>): ASTVisitor {
  const definition = (node: ASTNode & { readonly name: { readonly value: string } }) =>
    gone.has(node.name.value) || isHidden(node) ? null : undefined;
  const part = (node: ASTNode) => (isHidden(node) ? null : undefined);
  return {
    ScalarTypeDefinition: definition,
    InterfaceTypeDefinition: definition,
    ObjectTypeDefinition: definition,
    UnionTypeDefinition: definition,
    EnumTypeDefinition: definition,
    InputObjectTypeDefinition: definition,
    DirectiveDefinition: (node) =>
      MACHINERY.test(node.name.value) || !node.locations.some(({ value }) => IN_OPERATIONS.has(value)) ? null : undefined,
    OperationTypeDefinition: ({ type }) => (gone.has(type.name.value) ? null : undefined),
    FieldDefinition: part,
    InputValueDefinition: part,
    EnumValueDefinition: part,
    // Members of unions and interfaces that a type implements; types of fields are never hidden alone (composition sees to that).
    NamedType: {
      leave: (node, _key, parent) => (Array.isArray(parent) && gone.has(node.name.value) ? null : undefined),
    },
    Directive: { leave: (node) => (FOR_CLIENTS.has(node.name.value) ? undefined : null) },
  };
}

const isHidden = (node: ASTNode): boolean =>
  node.kind !== Kind.DIRECTIVE_DEFINITION &&
  'directives' in node &&
  ((node.directives ?? []) as readonly DirectiveNode[]).some(({ name }) => name.value === 'inaccessible');
