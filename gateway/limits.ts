import { type ASTVisitor, type FragmentDefinitionNode, GraphQLError, Kind, type SelectionSetNode, type ValidationContext } from 'graphql';

/** Bounds on what an operation expands to, checked before it is planned: a small text can stall a planner for seconds. */
export interface OperationLimits {
  readonly fields: number;
  readonly depth: number;
  /** Aliased fields, expanded. */
  readonly aliases: number;
}

export const DEFAULT_LIMITS: OperationLimits = { fields: 2_000, depth: 15, aliases: 60 };

interface Cost {
  readonly fields: number;
  readonly depth: number;
  readonly aliases: number;
}

const NOTHING: Cost = { fields: 0, depth: 0, aliases: 0 };

/** The validation rule for these limits. Fragments count where they are spread, each time. */
export const withinLimits =
  (limits: OperationLimits) =>
  (context: ValidationContext): ASTVisitor => {
    const fragmentCosts = new Map<string, Cost>();
    const refuse = (what: string, limit: number): void =>
      context.reportError(
        new GraphQLError(`The operation has too many ${what} (at most ${limit}); ask for less, or in several requests`, {
          extensions: { code: 'OPERATION_TOO_LARGE' },
        }),
      );
    return {
      OperationDefinition(operation) {
        const cost = costOf(operation.selectionSet, (name) => context.getFragment(name), fragmentCosts, new Set());
        if (cost.fields > limits.fields) refuse('fields', limits.fields);
        if (cost.depth > limits.depth) refuse('levels', limits.depth);
        if (cost.aliases > limits.aliases) refuse('aliases', limits.aliases);
      },
    };
  };

function costOf(
  set: SelectionSetNode,
  fragment: (name: string) => FragmentDefinitionNode | null | undefined,
  known: Map<string, Cost>,
  open: Set<string>,
): Cost {
  let total = NOTHING;
  for (const selection of set.selections) {
    total = add(total, selectionCost());
    function selectionCost(): Cost {
      if (selection.kind === Kind.FIELD) {
        const inner = selection.selectionSet ? costOf(selection.selectionSet, fragment, known, open) : NOTHING;
        return { fields: inner.fields + 1, depth: inner.depth + 1, aliases: inner.aliases + (selection.alias ? 1 : 0) };
      }
      if (selection.kind === Kind.INLINE_FRAGMENT) return costOf(selection.selectionSet, fragment, known, open);
      const name = selection.name.value;
      const definition = fragment(name);
      // A circle of fragments is refused by the standard rules; here it must only not run for ever.
      if (!definition || open.has(name)) return NOTHING;
      let cost = known.get(name);
      if (!cost) {
        cost = costOf(definition.selectionSet, fragment, known, new Set(open).add(name));
        known.set(name, cost);
      }
      return cost;
    }
  }
  return total;
}

/** Sums breadth, takes the larger depth. */
const add = (a: Cost, b: Cost): Cost => ({
  fields: a.fields + b.fields,
  depth: Math.max(a.depth, b.depth),
  aliases: a.aliases + b.aliases,
});
