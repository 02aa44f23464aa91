import type { DocumentNode } from 'graphql';
import { DroppedMembers } from './dropped-members';
import { namesAsked } from './names-asked';
import type { EntityFetch, Required, Rewrite, RewriteSegment, Segment, Step } from './plan';
import { ifGiven, listOfAll, objectOf, PlanRefused, textOf, textsOf } from './plan-json';
import { rewrite } from './rewrite';
import { splitBatch } from './split-batch';
import { isOfType, type Supergraph } from './supergraph';
import { type Fields, isFields } from './values';

/**
 * Turns the planner's JSON into steps. Everything is checked here, once for an operation.
 *
 * @param shown what the planner was shown
 * @returns undefined for a plan that asks nobody
 * @throws PlanRefused for a node, a name or a kind that this file does not know
 */
export function readPlan(plan: unknown, shown: DocumentNode, supergraph: Supergraph): Step | undefined {
  const { node } = objectOf(plan, 'plan', 'kind', 'node');
  const reading: Reading = { supergraph, dropped: new DroppedMembers(shown, supergraph) };
  return ifGiven(node, (given) => readNode(given, reading));
}

interface Reading {
  readonly supergraph: Supergraph;
  readonly dropped: DroppedMembers;
}

function readNode(node: unknown, reading: Reading, path?: readonly Segment[]): Step {
  const kind = isFields(node) ? node['kind'] : undefined;
  switch (kind) {
    case 'Sequence':
    case 'Parallel': {
      const { nodes } = objectOf(node, kind, 'kind', 'nodes');
      const steps = listOfAll(nodes, 'nodes').map((one) => readNode(one, reading, path));
      return { kind: kind === 'Sequence' ? 'sequence' : 'parallel', steps };
    }
    case 'Condition': {
      const { condition, ifClause, elseClause } = objectOf(node, kind, 'kind', 'condition', 'ifClause', 'elseClause');
      const clause = (given: unknown) => readNode(given, reading, path);
      return {
        kind: 'condition',
        variable: textOf(condition, 'condition'),
        yes: ifGiven(ifClause, clause),
        no: ifGiven(elseClause, clause),
      };
    }
    case 'Flatten': {
      const flatten = objectOf(node, kind, 'kind', 'path', 'node');
      if (path !== undefined) throw new PlanRefused('Flatten within Flatten');
      return readNode(flatten['node'], reading, readSegments(flatten['path']));
    }
    case 'Fetch':
      return readFetch(objectOf(node, kind, ...CALL, 'requires', 'inputRewrites', 'outputRewrites'), reading, path);
    case 'BatchFetch':
      if (path !== undefined) throw new PlanRefused('BatchFetch within Flatten');
      return readBatch(objectOf(node, kind, ...CALL, 'entityBatch'), reading);
    default:
      throw new PlanRefused(`a node of the kind ${String(kind)}`);
  }
}

/** `customScalarPaths` helps whoever parses answers by schema; ours are parsed as JSON. */
const CALL = ['kind', 'serviceName', 'variableUsages', 'operationKind', 'operationName', 'operation', 'customScalarPaths'];

function readCall(node: Fields, { services, external }: Supergraph) {
  if (node['operationKind'] === 'subscription') throw new PlanRefused('a subscription');
  const service = services.get(textOf(node['serviceName'], 'serviceName'));
  if (service === undefined) throw new PlanRefused('a subgraph that the supergraph does not have');
  return {
    service,
    query: external.leaveOut(service, textOf(node['operation'], 'operation')),
    operationName: ifGiven(node['operationName'], (name) => textOf(name, 'operationName')),
    variables: ifGiven(node['variableUsages'], (names) => textsOf(names, 'variableUsages')) ?? [],
  };
}

function readFetch(node: Fields, { supergraph, dropped }: Reading, path: readonly Segment[] | undefined): Step {
  const read = readCall(node, supergraph);
  const required = readRequired(node['requires'] ?? []);
  const after = readRewrites(node['outputRewrites']);
  const call = { ...read, query: dropped.putBack(read.service, read.query, after, path) };
  if ((path === undefined) !== (required.length === 0))
    throw new PlanRefused('a Fetch that requires outside of Flatten, or nothing inside');
  if (path === undefined) {
    const names = renamed(
      namesAsked(call.query)(undefined, () => true),
      after,
      supergraph,
    );
    return { kind: 'root', ...call, after, names };
  }
  const before = readRewrites(node['inputRewrites']);
  const fetch = { paths: [path], required, before, after: after.map((rewriting) => withoutAlias(rewriting, '_entities')) };
  return { kind: 'entities', ...call, ...withNames(fetch, call.query, supergraph) };
}

/** Several fetches from one subgraph at once. Each is asked by itself. */
function readBatch(node: Fields, { supergraph, dropped }: Reading): Step {
  const { variables: _, ...call } = readCall(node, supergraph);
  const { aliases } = objectOf(node['entityBatch'], 'entityBatch', 'aliases');
  const steps = listOfAll(aliases, 'aliases').map((given): Step => {
    const one = objectOf(given, 'alias', ...BATCHED);
    const alias = textOf(one['alias'], 'alias');
    const { query: alone, variables } = splitBatch(call.query, alias, textOf(one['representationsVariableName'], 'variable'));
    const paths = listOfAll(one['paths'], 'paths').map(readSegments);
    const after = readRewrites(one['outputRewrites']).map((rewriting) => withoutAlias(rewriting, alias));
    const query = paths.reduce((asked, path) => dropped.putBack(call.service, asked, after, path), alone);
    const fetch = { paths, required: readRequired(one['requires']), before: readRewrites(one['inputRewrites']), after };
    return { kind: 'entities', ...call, query, variables, ...withNames(fetch, query, supergraph) };
  });
  return { kind: 'parallel', steps };
}

const BATCHED = ['alias', 'representationsVariableName', 'paths', 'requires', 'inputRewrites', 'outputRewrites'];

function withNames(fetch: Omit<EntityFetch, 'namesOf'>, query: string, supergraph: Supergraph): EntityFetch {
  const asked = namesAsked(query);
  const known = new Map<string, readonly string[]>();
  const namesOf = (typename: string): readonly string[] => {
    const applies = (type: string) => isOfType(supergraph, typename, type);
    const found = known.get(typename) ?? renamed(asked('_entities', applies), fetch.after, supergraph, typename);
    known.set(typename, found);
    return found;
  };
  return { ...fetch, namesOf };
}

/** The names as they are once the answer is rewritten. */
function renamed(
  names: readonly string[],
  rewrites: readonly Rewrite[],
  supergraph: Supergraph,
  typename?: string,
): readonly string[] {
  if (rewrites.length === 0) return names;
  const blank: Fields = Object.fromEntries(names.map((name) => [name, null]));
  if (typename !== undefined) blank['__typename'] = typename;
  for (const one of rewrites) rewrite(blank, one, supergraph);
  return Object.keys(blank).filter((name) => name !== '__typename');
}

/** A rewrite's path starts at the objects or, from some releases of the planner, at the field that holds them. */
function withoutAlias(one: Rewrite, alias: string): Rewrite {
  const [first] = one.path;
  return first !== undefined && 'key' in first && first.key === alias ? { ...one, path: one.path.slice(1) } : one;
}

const readSegments = (path: unknown): readonly Segment[] =>
  listOfAll(path, 'path').map((one) => {
    if (one === '@') return one;
    const { Field, TypeCondition } = objectOf(one, 'a part of a path', 'Field', 'TypeCondition');
    return Field === undefined ? { types: textsOf(TypeCondition, 'TypeCondition') } : { field: textOf(Field, 'Field') };
  });

const readRequired = (list: unknown): readonly Required[] =>
  listOfAll(list, 'requires').map((one): Required => {
    const kind = isFields(one) ? one['kind'] : undefined;
    if (kind === 'Field') {
      const { name, alias, selections } = objectOf(one, 'requires', 'kind', 'name', 'alias', 'selections');
      const inside = ifGiven(selections, readRequired);
      const field = textOf(name, 'name');
      const as = ifGiven(alias, (given) => textOf(given, 'alias')) ?? field;
      return { kind: 'field', name: field, as, inside: inside?.length === 0 ? undefined : inside };
    }
    if (kind !== 'InlineFragment') throw new PlanRefused(`requires of the kind ${String(kind)}`);
    const { typeCondition, selections, skipIf, includeIf } = objectOf(
      one,
      'requires',
      'kind',
      'typeCondition',
      'selections',
      'skipIf',
      'includeIf',
    );
    return {
      kind: 'fragment',
      on: textOf(typeCondition, 'typeCondition'),
      inside: readRequired(selections),
      skipIf: ifGiven(skipIf, (given) => textOf(given, 'skipIf')),
      includeIf: ifGiven(includeIf, (given) => textOf(given, 'includeIf')),
    };
  });

const readRewrites = (list: unknown): readonly Rewrite[] => listOfAll(list ?? [], 'rewrites').map(readRewrite);

/** Either `{ KeyRenamer: {...} }`, `{ ValueSetter: {...} }` or the latter's body with a `kind`. */
function readRewrite(given: unknown): Rewrite {
  const { KeyRenamer, ValueSetter, kind, ...body } = objectOf(
    given,
    'a rewrite',
    'KeyRenamer',
    'ValueSetter',
    'kind',
    'path',
    'setValueTo',
  );
  if (KeyRenamer !== undefined) {
    const { path, renameKeyTo } = objectOf(KeyRenamer, 'KeyRenamer', 'kind', 'path', 'renameKeyTo');
    return { path: readRewritePath(path), renameTo: textOf(renameKeyTo, 'renameKeyTo') };
  }
  if (ValueSetter === undefined && kind !== 'ValueSetter') throw new PlanRefused('a rewrite of another kind');
  const { path, setValueTo } = objectOf(ValueSetter ?? body, 'ValueSetter', 'kind', 'path', 'setValueTo');
  return { path: readRewritePath(path), value: setValueTo };
}

function readRewritePath(given: unknown): readonly RewriteSegment[] {
  const path = listOfAll(given, 'the path of a rewrite').map((one): RewriteSegment => {
    const { Key, TypenameEquals } = objectOf(one, 'the path of a rewrite', 'Key', 'TypenameEquals');
    return Key === undefined ? { types: textsOf(TypenameEquals, 'TypenameEquals') } : { key: textOf(Key, 'Key') };
  });
  const last = path.at(-1);
  if (last === undefined || !('key' in last)) throw new PlanRefused('a rewrite that ends nowhere');
  return path;
}
