import { type FieldNode, Kind, parse, print, type SelectionNode, type SelectionSetNode, visit } from 'graphql';
import type { Required } from './plan';
import { splitBatch } from './split-batch';
import type { StandIns } from '../supergraph/stand-ins';
import { withoutSpreads } from './without-spreads';

/** What one subgraph is asked of objects, with what it has to be told of them. */
export interface Asking {
  readonly query: string;
  /** The client's variables that it uses. */
  readonly variables: readonly string[];
  readonly required: readonly Required[];
}

/**
 * Takes apart what cannot be asked at once: an object can be told of with one value for a field, and two of the fields asked for may
 * require it with different arguments.
 */
export function splitRequired(asking: Asking, service: string, standIns: StandIns): readonly Asking[] {
  if (standIns.fields.size === 0 || !hasClash(asking.required)) return [asking];
  const needOf = (type: string, field: string): string => [...standIns.neededBy(service, type, field)].sort().join();
  const needs = new Set<string>();
  const query = withoutSpreads(asking.query);
  withFields(query, (type, field) => needs.add(needOf(type, field)).size > 0);
  needs.delete('');
  return [...needs].map((need, index) => {
    // What needs none of them is asked for once.
    const isAsked = (own: string): boolean => (own === '' ? index === 0 : own === need);
    const alone = withFields(query, (type, field) => isAsked(needOf(type, field)));
    const names = new Set(need.split(','));
    return { ...splitBatch(alone, '_entities', 'representations'), required: only(names, asking.required) };
  });
}

/** The operation with those fields of its objects. */
function withFields(query: string, isKept: (type: string, field: string) => boolean): string {
  const filtered = (node: SelectionNode, type: string | undefined): SelectionNode[] => {
    if (node.kind === Kind.INLINE_FRAGMENT) {
      const inside = within(node.selectionSet, node.typeCondition?.name.value ?? type);
      return inside.selections.length > 0 ? [{ ...node, selectionSet: inside }] : [];
    }
    return node.kind !== Kind.FIELD || type === undefined || isKept(type, node.name.value) ? [node] : [];
  };
  const within = (set: SelectionSetNode, type: string | undefined): SelectionSetNode => ({
    ...set,
    selections: set.selections.flatMap((one) => filtered(one, type)),
  });
  const changed = visit(parse(query, { noLocation: true }), {
    Field: (node): FieldNode | undefined =>
      node.name.value === '_entities' && node.selectionSet
        ? { ...node, selectionSet: within(node.selectionSet, undefined) }
        : undefined,
  });
  return print(changed);
}

/** Whether an object would have to be told of with two values for one field. */
function hasClash(required: readonly Required[]): boolean {
  const names = new Map<string, string>();
  return required.some((one) => {
    if (one.kind === 'fragment') return hasClash(one.inside);
    const other = names.get(one.as);
    names.set(one.as, one.name);
    return (other !== undefined && other !== one.name) || (one.inside !== undefined && hasClash(one.inside));
  });
}

/** Of what stands in for a field, those names alone. */
function only(names: ReadonlySet<string>, required: readonly Required[]): readonly Required[] {
  return required.flatMap((one): Required[] => {
    if (one.kind === 'fragment') return [{ ...one, inside: only(names, one.inside) }];
    if (one.standIn !== undefined && !names.has(one.standIn)) return [];
    if (one.inside === undefined) return [one];
    const inside = only(names, one.inside);
    return inside.length > 0 ? [{ ...one, inside }] : [];
  });
}
