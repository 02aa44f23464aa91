import type { DroppedMembers } from './dropped-members';
import { namesAsked } from '../operation/names-asked';
import type { Call, EntityFetch, Required, Segment } from './plan';
import type { Supergraph } from '../supergraph/supergraph';

type Fetch = Omit<EntityFetch, 'namesOf'>;

/**
 * Puts back the objects that the planner forgets to ask about. Where a subgraph knows an interface only (`@interfaceObject`) and the
 * client selects different fields of two of its types, the planner asks for all of them in one call, of objects of one type.
 */
export function withForgotten(fetch: Fetch, { service, query }: Call, dropped: DroppedMembers, supergraph: Supergraph): Fetch {
  const named = fetch.required.flatMap((one) => (one.kind === 'fragment' ? one.on : []));
  const [interfaceName] = [...supergraph.possible.keys()].filter(
    (name) =>
      supergraph.interfaceObjects.has(`${service} ${name}`) && named.some((one) => supergraph.possible.get(name)?.has(one)),
  );
  if (interfaceName === undefined) return fetch;
  const names = new Set(namesAsked(query)('_entities', () => true));
  const forgotten = [...(supergraph.possible.get(interfaceName) ?? [])].filter(
    (type) => !named.includes(type) && fetch.paths.some((path) => dropped.isSelected(service, path, type, names)),
  );
  const like = fetch.required.find((one) => one.kind === 'fragment' && supergraph.possible.get(interfaceName)?.has(one.on));
  if (forgotten.length === 0 || like?.kind !== 'fragment') return fetch;
  const required = [...fetch.required, ...forgotten.map((on): Required => ({ ...like, on }))];
  return { ...fetch, required, paths: fetch.paths.map((path) => widened(path, like.on, forgotten)) };
}

/** The way, open to those types too where it ends with objects of that one. */
function widened(path: readonly Segment[], type: string, others: readonly string[]): readonly Segment[] {
  const last = path.at(-1);
  if (last === undefined || last === '@' || !('types' in last) || !last.types.includes(type)) return path;
  return [...path.slice(0, -1), { types: [...last.types, ...others] }];
}
