import {
  type ASTVisitor,
  GraphQLError,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  type ValidationContext,
} from 'graphql';

/**
 * Refuses an alias that equals the name of another field of the supergraph, hidden ones among them. With Apollo Gateway as the
 * engine such an alias can take the place of a field that a key or `@requires` needs, and the answer is silently wrong (design D9;
 * seen). Names with two underscores are the engine's own.
 *
 * @param supergraph with its hidden fields
 */
export function noFieldNameAsAlias(supergraph: GraphQLSchema): (context: ValidationContext) => ASTVisitor {
  const fieldNames = new Set<string>();
  for (const type of Object.values(supergraph.getTypeMap())) {
    if (type.name.startsWith('__') || !(isObjectType(type) || isInterfaceType(type))) continue;
    for (const field of Object.keys(type.getFields())) fieldNames.add(field);
  }
  return (context) => ({
    Field(node) {
      const alias = node.alias?.value;
      if (alias === undefined || alias === node.name.value || !(fieldNames.has(alias) || alias.includes('__'))) return;
      context.reportError(
        new GraphQLError(`The alias "${alias}" is also the name of a field; choose another alias`, {
          nodes: node,
          extensions: { refusal: 'ALIAS_IS_A_FIELD' },
        }),
      );
    },
  });
}
