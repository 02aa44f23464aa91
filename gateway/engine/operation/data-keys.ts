import { type FieldNode, print } from 'graphql';

/**
 * The name under which a field lies in the engine's own tree while an operation runs. A field that the client gave an alias or
 * arguments gets a name of its own, that no schema has and that differs wherever alias, field or arguments differ. The planner
 * aborts on some clashes of names that clients may cause (an alias equal to a field that `@requires` needs; one name with two
 * meanings under types that exclude each other), and Apollo's answered some of them wrongly. So none of them ever reaches it.
 *
 * The names are numbers in order of appearance: operations that differ in nothing but their aliases are one operation to the planner.
 */
export class DataKeys {
  readonly #given = new Map<string, string>();
  readonly #known = new WeakMap<FieldNode, string>();

  of(node: FieldNode): string {
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    const key = this.#make(node);
    this.#known.set(node, key);
    return key;
  }

  #make({ name: { value: name }, alias, arguments: given = [] }: FieldNode): string {
    // Where a subgraph knows only an interface, its object is planned under this name alone.
    if (name === '__typename') return name;
    const shown = alias?.value ?? name;
    if (shown === name && given.length === 0) return name;
    const meaning = `${shown} ${name} ${given.map(print).sort().join()}`;
    const key = this.#given.get(meaning) ?? `_alias_${this.#given.size}_${name}`;
    this.#given.set(meaning, key);
    return key;
  }
}
