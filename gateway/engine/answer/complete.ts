import {
  type GraphQLCompositeType,
  type GraphQLOutputType,
  getNullableType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import { CompletionErrors, type EngineError } from './completion-errors';
import { leafCompleter } from './leaf';
import type { Path, PathList } from '../path';
import { type Selected, Selection, type Shaping } from '../operation/selection';
import { type Fields, isFields, own, put } from '../values';

/**
 * Gives the completed value; null where it cannot be had; `BUBBLE` where null may not stand. Its place is `key` of `above`, told
 * apart because most values are leaves and most places are never told; without a key it is the root.
 */
type Completer = (value: unknown, above: Path | undefined, key: Path['key'] | undefined, errors: CompletionErrors) => unknown;
const BUBBLE = Symbol('null where null may not stand');

/** A selected field with everything about it that can be worked out beforehand. */
interface CompiledField extends Selected {
  readonly complete: Completer;
  /** Every object inherits something of this name, so it must be its own. */
  readonly isInherited: boolean;
}

/**
 * Shapes what the subgraphs gave into the client's answer, as GraphQL completes values: order of fields, fragments, coercion,
 * nulls that bubble. It is not graphql-js's own `execute`, for two reasons: a subgraph may leave the type of an object behind an
 * interface unsaid when nothing asks for it, and a field that nobody gave must be an error here, never a silent null.
 */
export class Answer {
  readonly #selection: Selection;
  readonly #complete: Completer;

  constructor(
    private readonly shaping: Shaping,
    set: SelectionSetNode,
    root: GraphQLCompositeType,
  ) {
    this.#selection = new Selection(shaping, [set], root);
    this.#complete = this.#object(this.#selection);
  }

  /**
   * @param errors what the subgraphs said, in the client's names; what goes wrong here is added
   * @param explained places in the tree that are null because of one of those
   */
  complete(data: Fields, errors: EngineError[], explained: readonly PathList[] = []): Fields | null {
    const places = (): PathList[] => explained.map((path) => this.placeOf(path, data));
    const value = this.#complete(data, undefined, undefined, new CompletionErrors(errors, places));
    return isFields(value) ? value : null;
  }

  /** Whether a field of the root is null that may not be, so that whatever else is asked, the answer has no data. */
  isLost(data: Fields): boolean {
    return this.#selection
      .fieldsOf(this.#selection.type)
      .some(({ type, from }) => isNonNullType(type) && own(data, from) === null);
  }

  /**
   * The place in the client's names, as far down as the client selected: errors may lie in fields that only a plan asked for. Of
   * an object that misses one field the client selected, the place is that field's.
   *
   * @param tree what the subgraphs gave: it says of which types the objects on the way are
   */
  placeOf(path: PathList, tree: unknown, missing: readonly string[] = []): PathList {
    const place: (string | number)[] = [];
    let at: readonly Selection[] = [this.#selection];
    let node = tree;
    for (const key of path) {
      if (typeof key === 'number') {
        node = Array.isArray(node) ? node[key] : undefined;
        place.push(key);
        continue;
      }
      const fields = this.#fieldsAt(at, node, key);
      const [field] = fields;
      if (field === undefined) return place;
      place.push(field.name);
      at = fields.flatMap(({ inside }) => inside ?? []);
      node = isFields(node) ? own(node, key) : undefined;
    }
    const names = new Set(missing.flatMap((key) => this.#fieldsAt(at, node, key).map(({ name }) => name)));
    return names.size === 1 ? [...place, ...names] : place;
  }

  /** What was selected under this name of the tree, of the type that the object has, or of any that it may have. */
  #fieldsAt(at: readonly Selection[], node: unknown, key: string): Selected[] {
    return at.flatMap((selection) => {
      const type = isFields(node) ? this.#typeOf(selection.type)(node) : undefined;
      if (!isObjectType(type)) return selection.findAll(key);
      return selection.fieldsOf(type).filter(({ from }) => from === key);
    });
  }

  #ofType(type: GraphQLOutputType, inside: Selection | undefined): Completer {
    if (isNonNullType(type)) {
      const nullable = this.#ofType(getNullableType(type), inside);
      const message = `Nothing was given for a field of type ${type}`;
      return (value, above, key, errors) => {
        const completed = nullable(value, above, key, errors);
        if (completed !== null) return completed;
        errors.missing(message, placeAt(above, key));
        return BUBBLE;
      };
    }
    if (isListType(type)) return listCompleter(this.#ofType(type.ofType, inside));
    if (isLeafType(type)) {
      const leaf = leafCompleter(type, this.shaping.supergraph);
      return (value, above, key, errors) => {
        if (value === null || value === undefined) return null;
        if (leaf.isPlain(value)) return value;
        return leaf.complete(value, placeAt(above, key), errors);
      };
    }
    return this.#object(inside as Selection);
  }

  #object(selection: Selection): Completer {
    const compiled = new Map<string, readonly CompiledField[]>();
    const fieldsOf = (type: GraphQLCompositeType): readonly CompiledField[] => {
      const known = compiled.get(type.name);
      if (known !== undefined) return known;
      const fields = selection.fieldsOf(type).map((field) => this.#compile(field));
      compiled.set(type.name, fields);
      return fields;
    };
    const typeOf = this.#typeOf(selection.type);
    return (value, above, key, errors) => {
      if (value === null || value === undefined) return null;
      const at = placeAt(above, key);
      if (!isFields(value)) return errors.wrong('Not an object', at);
      const type = typeOf(value);
      if (type === undefined) return errors.wrong('An object of a type that cannot stand here', at);
      if (type === HIDDEN) return null;
      const completed: Fields = {};
      for (const field of fieldsOf(type)) {
        if (field.isTypename) {
          if (!isObjectType(type)) return errors.missing('The type of this object is not known', placeAt(at, field.name));
          put(completed, field.name, type.name);
          continue;
        }
        let given = field.isInherited ? own(value, field.from) : value[field.from];
        if (given === undefined && field.plain !== undefined) given = own(value, field.plain);
        if (given === undefined) errors.missing('No subgraph gave this field', placeAt(at, field.name));
        const one = field.complete(given, at, field.name, errors);
        if (one === BUBBLE) return null;
        put(completed, field.name, one);
      }
      return completed;
    };
  }

  #compile(field: Selected): CompiledField {
    const complete: Completer = field.type === undefined ? (value) => value ?? null : this.#ofType(field.type, field.inside);
    return { ...field, complete, isInherited: field.from in Object.prototype };
  }

  /** The type to read an object by: its own, or the interface where a subgraph knows only that; undefined when it is neither. */
  #typeOf(declared: GraphQLCompositeType): (value: Fields) => GraphQLCompositeType | typeof HIDDEN | undefined {
    if (!isAbstractType(declared)) return () => declared;
    const { schema, hiddenTypes, possible } = this.shaping.supergraph;
    return (value) => {
      const typename = own(value, '__typename');
      if (typename === undefined) return declared;
      if (typeof typename !== 'string') return undefined;
      // As if it were not there.
      if (hiddenTypes.has(typename)) return HIDDEN;
      const type = schema.getType(typename);
      if (isObjectType(type) && schema.isSubType(declared, type)) return type;
      // A subgraph with @interfaceObject names the interface itself.
      return possible.has(typename) ? declared : undefined;
    };
  }
}

const HIDDEN = Symbol('an object of a hidden type');

const placeAt = (before: Path | undefined, key: Path['key'] | undefined): Path | undefined =>
  key === undefined ? before : { before, key };

function listCompleter(item: Completer): Completer {
  return (value, above, key, errors) => {
    if (value === null || value === undefined) return null;
    const at = placeAt(above, key);
    if (!Array.isArray(value)) return errors.wrong('Not a list', at);
    const completed = new Array<unknown>(value.length);
    for (let index = 0; index < value.length; index += 1) {
      const one = item(value[index], at, index, errors);
      if (one === BUBBLE) return null;
      completed[index] = one;
    }
    return completed;
  };
}
