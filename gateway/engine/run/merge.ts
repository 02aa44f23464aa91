import type { Supergraph } from '../supergraph/supergraph';
import { type Fields, isFields, own } from '../values';

/**
 * Merges what one subgraph gave into what others gave. Null never takes the place of a value, nor an interface's name that of an
 * object's type. `__proto__` is dropped: no field can have that name.
 */
export function merge(into: Fields, from: Fields, supergraph: Supergraph): void {
  for (const key of Object.keys(from)) {
    if (key === '__proto__') continue;
    const [held, given] = [own(into, key), from[key]];
    if (held === undefined || held === null) into[key] = given;
    else if (typeof held === 'object' && typeof given === 'object' && given !== null)
      into[key] = mergeValues(held, given, supergraph);
    else if (given !== null && !(key === '__typename' && supergraph.possible.has(String(given)))) into[key] = given;
  }
}

function mergeValues(held: unknown, given: unknown, supergraph: Supergraph): unknown {
  if (isFields(held) && isFields(given)) {
    merge(held, given, supergraph);
    return held;
  }
  if (Array.isArray(held) && Array.isArray(given) && held.length === given.length) {
    for (let index = 0; index < held.length; index += 1) held[index] = mergeValues(held[index], given[index], supergraph);
    return held;
  }
  return given ?? held;
}

/** A copy that later steps may write into without writing into the other. */
export function copy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copy);
  if (!isFields(value)) return value;
  const made: Fields = {};
  for (const key of Object.keys(value)) if (key !== '__proto__') made[key] = copy(value[key]);
  return made;
}
