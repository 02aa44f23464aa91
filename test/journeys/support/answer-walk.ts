import { type FragmentDefinitionNode, getNamedType, isObjectType, Kind, parse, type SelectionSetNode } from 'graphql';
import { supergraph } from './open-schema';

/** One field of an answer: where it stands, what it is, what came, and whose record it is about. */
export interface FieldSeen {
  readonly path: readonly (string | number)[];
  /** `Type.field`. */
  readonly field: string;
  readonly value: unknown;
  /** The nearest Child or Adult around it, with the path it stands at. */
  readonly person: { readonly type: string; readonly path: readonly (string | number)[]; readonly id: unknown } | undefined;
}

/** Every field of an answer in the order of the operation, aliases and fragments resolved; nothing below a null. */
export function fieldsSeen(operation: string, data: unknown): FieldSeen[] {
  const document = parse(operation);
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const seen: FieldSeen[] = [];

  const walk = (
    set: SelectionSetNode,
    typeName: string,
    value: Record<string, unknown>,
    path: FieldSeen['path'],
    around: FieldSeen['person'],
  ): void => {
    const person = ['Child', 'Adult'].includes(typeName) ? { type: typeName, path, id: value.id } : around;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const name = selection.name.value;
        const key = selection.alias?.value ?? name;
        if (name === '__typename' || !(key in value)) continue;
        const type = supergraph.getType(typeName);
        const field = isObjectType(type) ? type.getFields()[name] : undefined;
        if (field === undefined) throw new Error(`${typeName}.${name} is no field`);
        seen.push({ path: [...path, key], field: `${typeName}.${name}`, value: value[key], person });
        if (selection.selectionSet)
          into(selection.selectionSet, getNamedType(field.type).name, value[key], [...path, key], person);
      } else {
        const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
        const condition = fragment?.typeCondition?.name.value;
        if (fragment && (condition === undefined || condition === typeName))
          walk(fragment.selectionSet, typeName, value, path, around);
      }
    }
  };
  const into = (
    set: SelectionSetNode,
    typeName: string,
    value: unknown,
    path: FieldSeen['path'],
    person: FieldSeen['person'],
  ): void => {
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) into(set, typeName, item, [...path, index], person);
    } else if (typeof value === 'object' && value !== null) {
      const object = value as Record<string, unknown>;
      const concrete = isObjectType(supergraph.getType(typeName)) ? typeName : String(object.__typename);
      walk(set, concrete, object, path, person);
    }
  };

  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const root = definition.operation === 'mutation' ? 'Mutation' : 'Query';
    into(definition.selectionSet, root, data, [], undefined);
  }
  return seen;
}

export const keyOf = (path: readonly (string | number)[]): string => path.join('.');
