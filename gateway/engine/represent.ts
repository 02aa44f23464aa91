import type { Variables } from './conditions';
import type { Required } from './plan';
import type { KeyField } from './field-set';
import { isOfType, type Supergraph } from './supergraph';
import { type Fields, isFields, own } from './values';

/** Builds what a subgraph is told of an object. What could not be had is an explicit null, never a missing name. */
export function represent(required: readonly Required[], object: Fields, supergraph: Supergraph, variables: Variables): Fields {
  const made: Fields = {};
  fill(made, required, object, supergraph, variables);
  return made;
}

function fill(made: Fields, required: readonly Required[], object: Fields, supergraph: Supergraph, variables: Variables): void {
  for (const one of required) {
    if (one.kind === 'field') {
      made[one.as] = valueFor(one.inside, own(object, one.name), supergraph, variables);
      continue;
    }
    const isLeftOut =
      (one.skipIf !== undefined && variables[one.skipIf] === true) ||
      (one.includeIf !== undefined && variables[one.includeIf] !== true);
    if (!isLeftOut && isOfType(supergraph, own(object, '__typename'), one.on))
      fill(made, one.inside, object, supergraph, variables);
  }
}

function valueFor(
  inside: readonly Required[] | undefined,
  value: unknown,
  supergraph: Supergraph,
  variables: Variables,
): unknown {
  if (value === null || value === undefined) return null;
  if (inside === undefined) return value;
  if (Array.isArray(value)) return value.map((one) => valueFor(inside, one, supergraph, variables));
  return isFields(value) ? represent(inside, value, supergraph, variables) : null;
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
