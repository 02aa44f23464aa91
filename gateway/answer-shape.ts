import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getNullableType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { type Check, hasThese, isObject, leafCheck, type Part } from './answer-checks';

/** One response name of an operation: of which type it must be, and what was asked inside it. */
interface Asked {
  /** Undefined for `__typename`. */
  readonly type: GraphQLOutputType | undefined;
  readonly sets: SelectionSetNode[];
  /** Under `@skip` or `@include`: it may be absent. */
  optional: boolean;
}

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
 *
 * What to look for is worked out once; answers come by the thousand.
 */
export class AnswerShape {
  private readonly fragments = new Map<string, FragmentDefinitionNode>();
  private readonly operation: OperationDefinitionNode;
  private readonly checks = new WeakMap<readonly SelectionSetNode[], Map<string, Check>>();
  private readonly root: Check | undefined;
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
    this.entityFields = operation.selectionSet.selections.flatMap((selection) => {
      if (selection.kind !== Kind.FIELD || selection.name.value !== ENTITIES || !selection.selectionSet) return [];
      const [sent] = selection.arguments ?? [];
      const variable = sent?.value.kind === Kind.VARIABLE ? sent.value.name.value : '';
      return [{ alias: (selection.alias ?? selection.name).value, variable, sets: [selection.selectionSet] }];
    });
    const root = this.schema.getRootType(this.operation.operation);
    this.root = root == null ? undefined : this.objectCheck(root, [operation.selectionSet]);
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
    if (this.entityFields.length === 0) return this.root?.(data) ?? false;
    const lists = this.entityLists(variables);
    if (Object.keys(data).length !== lists.size) return false;
    return this.entityFields.every(({ alias, sets }) => {
      const [entities, representations] = [data[alias], lists.get(alias) ?? []];
      if (!Array.isArray(entities) || entities.length !== representations.length) return false;
      return entities.every((entity, index) => {
        if (entity === null) return true;
        const typename = String((representations[index] as { __typename?: unknown } | null)?.__typename);
        return this.checkOf(typename, sets)?.(entity) ?? false;
      });
    });
  }

  /** The check for an object that says it is of this type; undefined when there is no such object type. */
  private checkOf(typename: string, sets: SelectionSetNode[]): Check | undefined {
    const known = this.checks.get(sets)?.get(typename);
    if (known !== undefined) return known;
    const type = this.schema.getType(typename);
    return isObjectType(type) ? this.objectCheck(type, sets) : undefined;
  }

  private valueCheck(type: GraphQLOutputType, sets: SelectionSetNode[]): Check {
    if (isNonNullType(type)) {
      const check = this.valueCheck(getNullableType(type), sets);
      return (value) => value !== null && check(value);
    }
    if (isListType(type)) {
      const check = this.valueCheck(type.ofType, sets);
      return (value) => value === null || (Array.isArray(value) && value.every(check));
    }
    if (isLeafType(type)) {
      const check = leafCheck(type);
      return (value) => value === null || check(value);
    }
    if (isObjectType(type)) {
      const check = this.objectCheck(type, sets);
      return (value) => value === null || check(value);
    }
    return (value) => {
      if (value === null) return true;
      if (!isObject(value)) return false;
      const concrete = this.schema.getType(String(value.__typename));
      if (!isObjectType(concrete) || !this.schema.isSubType(type, concrete)) return false;
      return this.checkOf(concrete.name, sets)?.(value) ?? false;
    };
  }

  private objectCheck(type: GraphQLObjectType, sets: SelectionSetNode[]): Check {
    const byType = this.checks.get(sets) ?? new Map<string, Check>();
    this.checks.set(sets, byType);
    const known = byType.get(type.name);
    if (known !== undefined) return known;
    const asked = new Map<string, Asked>();
    for (const set of sets) this.collect(set, type, false, asked);
    const parts = [...asked].map(([name, { type: of, sets: inside, optional }]): Part => {
      const check: Check = of === undefined ? (value) => value === type.name : this.valueCheck(of, inside);
      return { name, optional, check };
    });
    const made = (value: unknown): boolean => isObject(value) && hasThese(value, parts);
    byType.set(type.name, made);
    return made;
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
