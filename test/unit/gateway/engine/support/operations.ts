import fc from 'fast-check';
import {
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  OperationTypeNode,
  OverlappingFieldsCanBeMergedRule,
  parse,
  validate,
} from 'graphql';

/** An operation with its variables, as a client would send it. */
export interface Asked {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

interface Condition {
  readonly directive: 'skip' | 'include';
  /** A literal, or which of three variables. */
  readonly of: boolean | 0 | 1 | 2;
}
interface Given {
  readonly name: string;
  readonly type: string;
  readonly literal: string;
  readonly asVariable: boolean;
}
type Node =
  | {
      readonly kind: 'field';
      readonly alias: string | undefined;
      readonly name: string;
      readonly given: readonly Given[];
      readonly inside: readonly Node[] | undefined;
      readonly condition: Condition | undefined;
    }
  | {
      readonly kind: 'fragment';
      readonly on: string | undefined;
      readonly isNamed: boolean;
      readonly inside: readonly Node[];
      readonly condition: Condition | undefined;
    };

const CONDITION: fc.Arbitrary<Condition | undefined> = fc.option(
  fc.record({
    directive: fc.constantFrom('skip' as const, 'include' as const),
    of: fc.constantFrom<Condition['of']>(true, false, 0, 1, 2),
  }),
  { nil: undefined, freq: 6 },
);
const DEEPEST = 4;

/** Drawn from the schema, an operation can be invalid in one way only: two fields under one name that cannot be one. */
const isValid = (schema: GraphQLSchema, query: string): boolean =>
  validate(schema, parse(query, { noLocation: true }), [OverlappingFieldsCanBeMergedRule], { maxErrors: 1 }).length === 0;

/** Operations that are valid against a schema, with everything that a client may write, and that shrink to small ones. */
export class OperationArbitrary {
  readonly #selections = new Map<string, fc.Arbitrary<readonly Node[]>>();

  constructor(
    private readonly schema: GraphQLSchema,
    /** Ids and other texts that mean something there. */
    private readonly texts: readonly string[],
  ) {}

  operations(): fc.Arbitrary<Asked> {
    const { QUERY, MUTATION } = OperationTypeNode;
    const roots = [QUERY, QUERY, QUERY, QUERY, ...(this.schema.getMutationType() ? [MUTATION] : [])];
    return fc
      .constantFrom(...roots)
      .chain((kind) =>
        fc.record({
          kind: fc.constant(kind),
          nodes: this.#selection(this.schema.getRootType(kind) as GraphQLCompositeType, DEEPEST),
          settings: fc.tuple(fc.boolean(), fc.boolean(), fc.boolean()),
        }),
      )
      .map(({ kind, nodes, settings }) => new Rendering(settings).operation(kind, nodes))
      .filter(({ query }) => isValid(this.schema, query));
  }

  #selection(type: GraphQLCompositeType, depth: number): fc.Arbitrary<readonly Node[]> {
    const key = `${type.name} ${depth}`;
    const known = this.#selections.get(key);
    if (known !== undefined) return known;
    const made = fc.array(this.#node(type, depth), { minLength: 1, maxLength: depth > 2 ? 4 : 3 });
    this.#selections.set(key, made);
    return made;
  }

  #node(type: GraphQLCompositeType, depth: number): fc.Arbitrary<Node> {
    const fields = isObjectType(type) || isInterfaceType(type) ? Object.values(type.getFields()) : [];
    const within = fields.filter((field) => depth > 0 || !isCompositeType(getNamedType(field.type)));
    const named = within.map((field) =>
      this.#field(
        field.name,
        field.args,
        getNamedType(field.type),
        within.map(({ name }) => name),
        depth,
      ),
    );
    const typename = fc.record({
      kind: fc.constant('field' as const),
      alias: fc.option(fc.constantFrom('ty', 'kind'), { nil: undefined }),
      name: fc.constant('__typename'),
      given: fc.constant([]),
      inside: fc.constant(undefined),
      condition: CONDITION,
    });
    return fc.oneof(
      { arbitrary: typename, weight: 1 },
      ...(named.length > 0 ? [{ arbitrary: fc.oneof(...named), weight: 10 }] : []),
      ...(depth > 0 ? [{ arbitrary: this.#fragment(type, depth), weight: named.length > 0 ? 2 : 10 }] : []),
    );
  }

  #field(
    name: string,
    args: readonly GraphQLArgument[],
    type: unknown,
    others: readonly string[],
    depth: number,
  ): fc.Arbitrary<Node> {
    return fc.record({
      kind: fc.constant('field' as const),
      // The names of other fields among them: those are the aliases that engines get wrong.
      alias: fc.option(fc.constantFrom('x', 'y', 'constructor', ...others), { nil: undefined, freq: 2 }),
      name: fc.constant(name),
      given: fc.tuple(...args.map((one) => this.#argument(one))).map((given) => given.filter((one) => one !== undefined)),
      inside: isCompositeType(type as never) ? this.#selection(type as GraphQLCompositeType, depth - 1) : fc.constant(undefined),
      condition: CONDITION,
    });
  }

  #fragment(type: GraphQLCompositeType, depth: number): fc.Arbitrary<Node> {
    const kin = isAbstractType(type)
      ? [type, ...this.schema.getPossibleTypes(type)]
      : isObjectType(type)
        ? [type, ...type.getInterfaces()]
        : [type];
    return fc.constantFrom(...kin).chain((on) =>
      fc.record({
        kind: fc.constant('fragment' as const),
        on: fc.constantFrom(...(on === type ? [on.name, undefined] : [on.name])),
        isNamed: fc.boolean(),
        inside: this.#selection(on, depth - 1),
        condition: CONDITION,
      }),
    );
  }

  #argument({ name, type }: GraphQLArgument): fc.Arbitrary<Given | undefined> {
    const given = fc.record({
      name: fc.constant(name),
      type: fc.constant(String(type)),
      literal: this.#literal(type),
      asVariable: fc.boolean(),
    });
    return isNonNullType(type) ? given : fc.option(given, { nil: undefined, freq: 1 });
  }

  /** GraphQL text of a value; of enums and inputs only as literals. */
  #literal(type: GraphQLInputType): fc.Arbitrary<string> {
    if (isNonNullType(type)) return this.#literal(type.ofType);
    if (isListType(type)) return fc.array(this.#literal(type.ofType), { maxLength: 2 }).map((list) => `[${list.join()}]`);
    if (isEnumType(type)) return fc.constantFrom(...type.getValues().map(({ name }) => name));
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).map((field) =>
        fc.option(
          this.#literal(field.type).map((literal) => `${field.name}:${literal}`),
          { nil: undefined, freq: 1 },
        ),
      );
      return fc.tuple(...fields).map((given) => `{${given.filter((one) => one !== undefined).join()}}`);
    }
    if (type.name === 'Int') return fc.integer({ min: 0, max: 4 }).map(String);
    if (type.name === 'Boolean') return fc.boolean().map(String);
    return fc.constantFrom(...this.texts).map((text) => JSON.stringify(text));
  }
}

/** Writes one operation down, its fragments and variables collected on the way. */
class Rendering {
  readonly #fragments: string[] = [];
  readonly #types = new Map<string, string>();
  readonly #variables: Record<string, unknown> = {};

  constructor(private readonly settings: readonly boolean[]) {}

  operation(kind: string, nodes: readonly Node[]): Asked {
    const body = this.#set(nodes);
    const declared = [...this.#types].map(([name, type]) => `$${name}:${type}`);
    const head = declared.length > 0 ? `${kind} Q(${declared.join()})` : `${kind} Q`;
    return { query: [`${head}${body}`, ...this.#fragments].join(' '), variables: this.#variables };
  }

  #set(nodes: readonly Node[]): string {
    return `{${nodes.map((node) => this.#node(node)).join(' ')}}`;
  }

  #node(node: Node): string {
    const condition = this.#condition(node.condition);
    if (node.kind === 'field') {
      const given = node.given.map((one) => `${one.name}:${this.#value(one)}`);
      const text = `${node.alias === undefined ? '' : `${node.alias}:`}${node.name}${given.length > 0 ? `(${given.join()})` : ''}${condition}`;
      return node.inside === undefined ? text : `${text}${this.#set(node.inside)}`;
    }
    if (!node.isNamed || node.on === undefined)
      return `...${node.on === undefined ? '' : ` on ${node.on}`}${condition}${this.#set(node.inside)}`;
    const body = this.#set(node.inside);
    const name = `F${this.#fragments.length}`;
    this.#fragments.push(`fragment ${name} on ${node.on}${body}`);
    return `...${name}${condition}`;
  }

  #condition(condition: Condition | undefined): string {
    if (condition === undefined) return '';
    const { directive, of } = condition;
    if (typeof of === 'boolean') return ` @${directive}(if:${of})`;
    this.#types.set(`v${of}`, 'Boolean!');
    this.#variables[`v${of}`] = this.settings[of];
    return ` @${directive}(if:$v${of})`;
  }

  #value({ type, literal, asVariable }: Given): string {
    if (!asVariable || !/^(".*"|\d+|true|false)$/.test(literal)) return literal;
    const name = `a${this.#types.size}`;
    this.#types.set(name, type);
    this.#variables[name] = JSON.parse(literal);
    return `$${name}`;
  }
}
