import { type DirectiveNode, type DocumentNode, type GraphQLSchema, Kind, parse, print } from 'graphql';
import { argumentsOf } from './directive-arguments';
import { ExternalFields } from './external-fields';
import { type KeyField, readFieldSet } from './field-set';
import { type LocalFields, readLocalFields } from './local-fields';
import { withExternals } from './missing-externals';
import type { PlannerSupergraph } from '../planner/planner-process';
import { publicSchema } from './public-schema';
import { apartName, setApart } from './set-apart';
import { readStandIns, type StandIns } from './stand-ins';
import { assertUnderstood } from './understood';

/** What running a plan needs to know of the supergraph and the plan does not repeat. */
export interface Supergraph {
  /** With what a composer left out of it. */
  readonly sdl: string;
  /** What the planner is given. */
  readonly planned: PlannerSupergraph;
  /** What clients see. */
  readonly schema: GraphQLSchema;
  /** Subgraph names by their own name and by their value in `join__Graph`: releases of the planner have used both. */
  readonly services: ReadonlyMap<string, string>;
  /** Object types under each interface and union, hidden ones among them: representations may be of those. */
  readonly possible: ReadonlyMap<string, ReadonlySet<string>>;
  /** `<subgraph> <type>`: the keys by which that subgraph can be entered for that type. */
  readonly keys: ReadonlyMap<string, readonly (readonly KeyField[])[]>;
  /** `<subgraph> <interface>`: the interfaces that a subgraph knows as if they were objects. */
  readonly interfaceObjects: ReadonlySet<string>;
  /** Object types that some subgraph can be asked about by a key. */
  readonly entities: ReadonlySet<string>;
  readonly local: LocalFields;
  readonly standIns: StandIns;
  readonly external: ExternalFields;
  readonly hiddenTypes: ReadonlySet<string>;
  readonly hiddenEnumValues: ReadonlyMap<string, ReadonlySet<string>>;
}

/** @throws SupergraphRefused for one that says anything this engine does not know. */
export function readSupergraph(sdl: string): Supergraph {
  const told = parse(sdl, { noLocation: true });
  assertUnderstood(told);
  const document = withExternals(told);
  const services = servicesOf(document);
  const possible = new Map<string, Set<string>>();
  const keys = new Map<string, (readonly KeyField[])[]>();
  const interfaceObjects = new Set<string>();
  const entities = new Set<string>();
  const hiddenTypes = new Set<string>();
  const hiddenEnumValues = new Map<string, ReadonlySet<string>>();
  for (const definition of document.definitions) {
    if (!('name' in definition) || definition.name === undefined || !('directives' in definition)) continue;
    const name = definition.name.value;
    if (isHidden(definition)) hiddenTypes.add(name);
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION) {
      for (const one of definition.interfaces ?? []) listed(possible, one.name.value, () => new Set<string>()).add(name);
    } else if (definition.kind === Kind.UNION_TYPE_DEFINITION) {
      for (const one of definition.types ?? []) listed(possible, name, () => new Set<string>()).add(one.name.value);
    } else if (definition.kind === Kind.ENUM_TYPE_DEFINITION) {
      hiddenEnumValues.set(name, new Set((definition.values ?? []).filter(isHidden).map((value) => value.name.value)));
    }
    for (const directive of definition.directives ?? []) {
      if (directive.name.value !== 'join__type') continue;
      const { graph, key, resolvable, isInterfaceObject } = argumentsOf(directive);
      const service = services.get(String(graph));
      if (isInterfaceObject === true) interfaceObjects.add(`${service} ${name}`);
      if (typeof key !== 'string' || resolvable === false || service === undefined) continue;
      entities.add(name);
      listed(keys, `${service} ${name}`, (): (readonly KeyField[])[] => []).push(readFieldSet(key));
    }
  }
  const changed = document === told ? sdl : print(document);
  const standIns = readStandIns(document, changed, services);
  return {
    sdl: changed,
    planned: setApart(standIns.sdl),
    schema: publicSchema(document),
    services,
    possible,
    keys,
    interfaceObjects,
    entities,
    local: readLocalFields(document, services),
    standIns,
    external: new ExternalFields(document, services),
    hiddenTypes,
    hiddenEnumValues,
  };
}

/** Whether a `__typename` is that type, or one of those under it. */
export const isOfType = ({ possible }: Supergraph, typename: unknown, type: string): boolean =>
  typeof typename === 'string' && (typename === type || possible.get(type)?.has(typename) === true);

function servicesOf(document: DocumentNode): Map<string, string> {
  const services = new Map<string, string>();
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') continue;
    for (const value of definition.values ?? []) {
      const graph = value.directives?.find((directive) => directive.name.value === 'join__graph');
      if (graph === undefined) continue;
      const name = String(argumentsOf(graph)['name']);
      for (const one of [value.name.value, name]) services.set(one, name).set(apartName(one), name);
    }
  }
  return services;
}

const isHidden = ({ directives }: { readonly directives?: readonly DirectiveNode[] }): boolean =>
  directives?.some(({ name }) => name.value === 'inaccessible') ?? false;

function listed<V>(map: Map<string, V>, key: string, make: () => V): V {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}
