import { Kind, parse, type SelectionSetNode } from 'graphql';

/** One field of a key or of what a field requires, with the fields inside it. */
export interface KeyField {
  readonly name: string;
  readonly inside?: readonly KeyField[];
}

/** The fields that a directive names as text: `id area { code }`. */
export function readFieldSet(fields: string): readonly KeyField[] {
  const [operation] = parse(`{ ${fields} }`, { noLocation: true }).definitions;
  return operation?.kind === Kind.OPERATION_DEFINITION ? fieldsOf(operation.selectionSet) : [];
}

const fieldsOf = ({ selections }: SelectionSetNode): KeyField[] =>
  selections.flatMap((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(selection.selectionSet);
    const { name, selectionSet } = selection;
    return [{ name: name.value, ...(selectionSet ? { inside: fieldsOf(selectionSet) } : {}) }];
  });
