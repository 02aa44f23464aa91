import { type ASTVisitor, GraphQLError, isInterfaceType, isObjectType, type ValidationContext } from 'graphql';

/**
 * Refuses an alias that equals the name of another field of the schema. With Apollo Gateway as the engine such an alias
 * can take the place of a field that `@requires` needs, and the answer is silently wrong (design D9; seen).
 */
export function noFieldNameAsAlias(context: ValidationContext): ASTVisitor {
  const fieldNames = new Set<string>();
  for (const type of Object.values(context.getSchema().getTypeMap())) {
    if (type.name.startsWith('__') || !(isObjectType(type) || isInterfaceType(type))) continue;
    for (const field of Object.keys(type.getFields())) fieldNames.add(field);
  }
  return {
    Field(node) {
      const alias = node.alias?.value;
      if (alias === undefined || alias === node.name.value || !fieldNames.has(alias)) return;
      context.reportError(
        new GraphQLError(`The alias "${alias}" is also the name of a field; choose another alias`, {
          nodes: node,
          extensions: { refusal: 'ALIAS_IS_A_FIELD' },
        }),
      );
    },
  };
}
