import type { Variables } from '../operation/conditions';
import type { Required } from '../plan/plan';
import type { KeyField } from '../supergraph/field-set';
import { isOfType, type Supergraph } from '../supergraph/supergraph';
import { type Fields, isFields, own } from '../values';

/** What a subgraph is told of an object. */
export interface Representation {
  readonly fields: Fields;
  /** Something in it is null that its type promises: nobody may be asked to work anything out from that. */
  isBroken: boolean;
}

/** Builds what a subgraph is told of an object. What could not be had is an explicit null, never a missing name. */
export function represent(
  required: readonly Required[],
  object: Fields,
  supergraph: Supergraph,
  variables: Variables,
): Representation {
  const made: Representation = { fields: {}, isBroken: false };
  fill(made.fields, required, object, { made, supergraph, variables });
  return made;
}

interface Filling {
  readonly made: Representation;
  readonly supergraph: Supergraph;
  readonly variables: Variables;
}

function fill(fields: Fields, required: readonly Required[], object: Fields, filling: Filling): void {
  const { made, supergraph, variables } = filling;
  for (const one of required) {
    if (one.kind === 'field') {
      const value = valueFor(one.inside, own(object, one.name), filling);
      if (value === null && one.isPromised) made.isBroken = true;
      fields[one.as] = value;
      continue;
    }
    const isLeftOut =
      (one.skipIf !== undefined && variables[one.skipIf] === true) ||
      (one.includeIf !== undefined && variables[one.includeIf] !== true);
    if (!isLeftOut && isOfType(supergraph, own(object, '__typename'), one.on)) fill(fields, one.inside, object, filling);
  }
}

function valueFor(inside: readonly Required[] | undefined, value: unknown, filling: Filling): unknown {
  if (value === null || value === undefined) return null;
  if (inside === undefined) return value;
  if (Array.isArray(value)) return value.map((one) => valueFor(inside, one, filling));
  if (!isFields(value)) return null;
  const fields: Fields = {};
  fill(fields, inside, value, filling);
  return fields;
}

/** Whether the representation holds a whole key of that subgraph: without one nobody can tell which object is meant. */
export function hasKey({ keys }: Supergraph, service: string, representation: Fields): boolean {
  const known = keys.get(`${service} ${String(representation['__typename'])}`);
  return known === undefined || known.some((key) => isWhole(key, representation));
}

function isWhole(key: readonly KeyField[], value: unknown): boolean {
  if (Array.isArray(value)) return value.every((one) => isWhole(key, one));
  if (!isFields(value)) return false;
  return key.every(({ name, inside }) => {
    const part = own(value, name);
    return part !== null && part !== undefined && (inside === undefined || isWhole(inside, part));
  });
}

/** Whether an answered object says, in a field of a key, that it is another one than was asked for. */
export function isAnother({ keys }: Supergraph, service: string, representation: Fields, answered: Fields): boolean {
  const known = keys.get(`${service} ${String(representation['__typename'])}`) ?? [];
  return known.some((key) =>
    key.some(({ name, inside }) => {
      const [sent, given] = [own(representation, name), own(answered, name)];
      if (inside !== undefined || sent === null || sent === undefined || given === null || given === undefined) return false;
      return typeof given === 'object' || String(sent) !== String(given);
    }),
  );
}
