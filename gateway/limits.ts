import {
  type ASTVisitor,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

/** Bounds on what an operation expands to, checked before it is planned: a small text can stall a planner for seconds. */
export interface OperationLimits {
  readonly fields: number;
  readonly depth: number;
  /** Aliased fields, expanded. */
  readonly aliases: number;
  /** Fields that lead to people, expanded: each is a fetch from every subgraph, and what planning costs grows with them. */
  readonly people: number;
}

export const DEFAULT_LIMITS: OperationLimits = { fields: 2_000, depth: 15, aliases: 60, people: 30 };

type Cost = OperationLimits;

const NOTHING: Cost = { fields: 0, depth: 0, aliases: 0, people: 0 };
const PEOPLE: ReadonlySet<string> = new Set(['Child', 'Adult', 'Person']);

/** The validation rule for these limits. Fragments count where they are spread, each time. */
export const withinLimits =
  (limits: OperationLimits) =>
  (context: ValidationContext): ASTVisitor => {
    const walk: Walk = {
      fragment: (name) => context.getFragment(name),
      leadsToPeople: fieldsToPeople(context.getSchema()),
      known: new Map(),
    };
    const refuse = (what: string, limit: number): void =>
      context.reportError(
        new GraphQLError(`The operation has too many ${what} (at most ${limit}); ask for less, or in several requests`, {
          extensions: { refusal: 'OPERATION_TOO_LARGE' },
        }),
      );
    return {
      OperationDefinition(operation) {
        const cost = costOf(operation.selectionSet, walk, new Set());
        if (cost.fields > limits.fields) refuse('fields', limits.fields);
        if (cost.depth > limits.depth) refuse('levels', limits.depth);
        if (cost.aliases > limits.aliases) refuse('aliases', limits.aliases);
        if (cost.people > limits.people) refuse('ways to people', limits.people);
      },
    };
  };

interface Walk {
  fragment(name: string): FragmentDefinitionNode | null | undefined;
  readonly leadsToPeople: ReadonlySet<string>;
  /** Costs of fragments already walked. */
  readonly known: Map<string, Cost>;
}

function costOf(set: SelectionSetNode, walk: Walk, open: ReadonlySet<string>): Cost {
  let total = NOTHING;
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      const inner = selection.selectionSet ? costOf(selection.selectionSet, walk, open) : NOTHING;
      const { alias, name } = selection;
      const own = { fields: 1, depth: 0, aliases: alias ? 1 : 0, people: walk.leadsToPeople.has(name.value) ? 1 : 0 };
      total = add(total, add(own, { ...inner, depth: inner.depth + 1 }));
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      total = add(total, costOf(selection.selectionSet, walk, open));
    } else {
      total = add(total, fragmentCost(selection.name.value, walk, open));
    }
  }
  return total;
}

function fragmentCost(name: string, walk: Walk, open: ReadonlySet<string>): Cost {
  const definition = walk.fragment(name);
  // A circle of fragments is refused by the standard rules; here it must only not run for ever.
  if (!definition || open.has(name)) return NOTHING;
  const known = walk.known.get(name);
  if (known !== undefined) return known;
  const cost = costOf(definition.selectionSet, walk, new Set(open).add(name));
  walk.known.set(name, cost);
  return cost;
}

/** Sums breadth, takes the larger depth. */
const add = (a: Cost, b: Cost): Cost => ({
  fields: a.fields + b.fields,
  depth: Math.max(a.depth, b.depth),
  aliases: a.aliases + b.aliases,
  people: a.people + b.people,
});

/** Names of the fields that return people. By name alone: one that also means something else somewhere counts there too. */
function fieldsToPeople(schema: GraphQLSchema): Set<string> {
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type));
  const fields = types.flatMap((type) => Object.values(type.getFields()));
  return new Set(fields.filter(({ type }) => PEOPLE.has(getNamedType(type).name)).map(({ name }) => name));
}
