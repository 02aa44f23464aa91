import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getNamedType,
  getNullableType,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** One response name of an operation: of which type it must be, and what was asked inside it. */
interface Asked {
  /** Undefined for `__typename`. */
  readonly type: GraphQLOutputType | undefined;
  readonly sets: SelectionSetNode[];
  /** Under `@skip` or `@include`: it may be absent. */
  optional: boolean;
}

type AskedOfType = ReadonlyMap<string, Asked>;

interface EntityField {
  readonly alias: string;
  readonly variable: string;
  readonly sets: SelectionSetNode[];
}

/** What the engine puts around its entity fetches; no schema of ours names it. */
const ENTITIES = '_entities';

/**
 * Whether an answer is an answer to this operation: every name asked for and no other, lists where there should be lists, objects
 * of the right types, and nothing but plain values at the leaves. An extra name would overwrite what another subgraph answered, and
 * what is half right is not to be trusted with the other half.
 */
export class AnswerShape {
  private readonly fragments = new Map<string, FragmentDefinitionNode>();
  private readonly operation: OperationDefinitionNode;
  private readonly asked = new WeakMap<readonly SelectionSetNode[], Map<string, AskedOfType>>();
  private readonly rootSets: SelectionSetNode[];
  /** Its `_entities` fields: the name of each in the answer, the variable with what it asks about, and what it asks. */
  private readonly entityFields: readonly EntityField[];

  /** @param schema the supergraph, its hidden fields included */
  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
  ) {
    const operations: OperationDefinitionNode[] = [];
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) this.fragments.set(definition.name.value, definition);
      if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
    }
    const [operation] = operations;
    if (operation === undefined) throw new Error('A subgraph is asked one operation');
    this.operation = operation;
    this.rootSets = [operation.selectionSet];
    this.entityFields = operation.selectionSet.selections.flatMap((selection) => {
      if (selection.kind !== Kind.FIELD || selection.name.value !== ENTITIES || !selection.selectionSet) return [];
      const [sent] = selection.arguments ?? [];
      const variable = sent?.value.kind === Kind.VARIABLE ? sent.value.name.value : '';
      return [{ alias: (selection.alias ?? selection.name).value, variable, sets: [selection.selectionSet] }];
    });
  }

  /** The lists of objects that an answer must have, by name, each with what was sent; empty for any other operation. */
  entityLists(variables: Readonly<Record<string, unknown>> = {}): ReadonlyMap<string, readonly unknown[]> {
    return new Map(
      this.entityFields.map(({ alias, variable }) => {
        const sent = variables[variable];
        return [alias, Array.isArray(sent) ? sent : []];
      }),
    );
  }

  /** @param variables what was sent: an entity fetch is answered with one object or null for each, of the type it was sent as */
  fits(data: Readonly<Record<string, unknown>>, variables?: Readonly<Record<string, unknown>>): boolean {
    if (this.entityFields.length === 0) {
      const root = this.schema.getRootType(this.operation.operation);
      return root != null && this.fitsObject(data, root, this.rootSets);
    }
    const lists = this.entityLists(variables);
    if (Object.keys(data).length !== lists.size) return false;
    return this.entityFields.every(({ alias, sets }) => {
      const [entities, representations] = [data[alias], lists.get(alias) ?? []];
      if (!Array.isArray(entities) || entities.length !== representations.length) return false;
      return entities.every((entity, index) => {
        if (entity === null) return true;
        const type = this.schema.getType(String((representations[index] as { __typename?: unknown } | null)?.__typename));
        return isObjectType(type) && this.fitsObject(entity, type, sets);
      });
    });
  }

  private fitsValue(value: unknown, type: GraphQLOutputType, sets: SelectionSetNode[]): boolean {
    if (value === null) return !isNonNullType(type);
    const nullable = getNullableType(type);
    if (isListType(nullable)) {
      return Array.isArray(value) && value.every((item) => this.fitsValue(item, nullable.ofType, sets));
    }
    const named = getNamedType(nullable);
    if (isLeafType(named)) return fitsLeaf(value, named);
    if (isObjectType(named)) return this.fitsObject(value, named, sets);
    if (!isAbstractType(named) || !isObject(value)) return false;
    const concrete = this.schema.getType(String(value.__typename));
    return isObjectType(concrete) && this.schema.isSubType(named, concrete) && this.fitsObject(value, concrete, sets);
  }

  private fitsObject(value: unknown, type: GraphQLObjectType, sets: SelectionSetNode[]): boolean {
    if (!isObject(value)) return false;
    const asked = this.askedOf(sets, type);
    for (const name of Object.keys(value)) if (!asked.has(name)) return false;
    for (const [name, { type: of, sets: inside, optional }] of asked) {
      if (!Object.hasOwn(value, name)) {
        if (!optional) return false;
      } else if (of === undefined ? value[name] !== type.name : !this.fitsValue(value[name], of, inside)) return false;
    }
    return true;
  }

  private askedOf(sets: SelectionSetNode[], type: GraphQLObjectType): AskedOfType {
    const byType = this.asked.get(sets) ?? new Map<string, AskedOfType>();
    this.asked.set(sets, byType);
    const known = byType.get(type.name);
    if (known !== undefined) return known;
    const asked = new Map<string, Asked>();
    for (const set of sets) this.collect(set, type, false, asked);
    byType.set(type.name, asked);
    return asked;
  }

  private collect(set: SelectionSetNode, type: GraphQLObjectType, optional: boolean, asked: Map<string, Asked>): void {
    for (const selection of set.selections) {
      const perhaps = optional || (selection.directives?.length ?? 0) > 0;
      if (selection.kind === Kind.FIELD) {
        const name = selection.alias?.value ?? selection.name.value;
        const one = asked.get(name) ?? { type: type.getFields()[selection.name.value]?.type, sets: [], optional: perhaps };
        one.optional &&= perhaps;
        if (selection.selectionSet) one.sets.push(selection.selectionSet);
        asked.set(name, one);
      } else {
        const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : this.fragments.get(selection.name.value);
        if (fragment && this.applies(fragment.typeCondition?.name.value, type))
          this.collect(fragment.selectionSet, type, perhaps, asked);
      }
    }
  }

  private applies(condition: string | undefined, type: GraphQLObjectType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const named = this.schema.getType(condition);
    return isAbstractType(named) && this.schema.isSubType(named, type);
  }
}

/** The engine would make null of a value that is not of its type, and say so to nobody. */
function fitsLeaf(value: unknown, type: GraphQLLeafType): boolean {
  if (isEnumType(type)) return typeof value === 'string' && type.getValue(value) !== undefined;
  switch (type.name) {
    case 'Boolean':
      return typeof value === 'boolean';
    case 'Int':
      return Number.isInteger(value);
    case 'Float':
      return typeof value === 'number';
    case 'ID':
      return typeof value === 'string' || Number.isInteger(value);
    default:
      return typeof value === 'string';
  }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
