import { type ASTVisitor, GraphQLError, type ValidationContext } from 'graphql';

const PEOPLE: ReadonlySet<string> = new Set(['Child', 'Adult']);

/**
 * Asks for an alias on an agency's field when it is read as it was known on an earlier instant. `sources`, `chronology` and
 * `threshold` require the same field as it is now; under one name Apollo Gateway joins the two and answers with what is known
 * now, without saying so (seen). An alias keeps them apart, whatever else the operation asks.
 */
export function pastNeedsAlias(context: ValidationContext): ASTVisitor {
  return {
    Field(node) {
      const { name, alias, arguments: given } = node;
      if (!given?.some((argument) => argument.name.value === 'asKnownOn')) return;
      if (!PEOPLE.has(context.getParentType()?.name ?? '')) return;
      if (alias !== undefined && alias.value !== name.value) return;
      context.reportError(
        new GraphQLError(`Give "${name.value}" an alias where it has asKnownOn, such as "${name.value}Then"`, {
          nodes: node,
          extensions: { refusal: 'ALIAS_NEEDED' },
        }),
      );
    },
  };
}
