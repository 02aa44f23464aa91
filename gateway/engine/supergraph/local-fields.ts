import { type DocumentNode, Kind, type ObjectTypeDefinitionNode } from 'graphql';
import { argumentsOfAll } from './directive-arguments';

/** What each subgraph can answer by itself, as far as the supergraph says so. */
export interface LocalFields {
  /** Object types that a subgraph knows under one of its interfaces or unions. */
  membersOf(service: string, abstract: string): ReadonlySet<string>;
  /** Whether a subgraph answers this field of an object that it gave, without being asked or told anything else. */
  has(service: string, type: string, field: string): boolean;
}

const NONE: ReadonlySet<string> = new Set();

/** @param services subgraph names by their value in `join__Graph` */
export function readLocalFields(supergraph: DocumentNode, services: ReadonlyMap<string, string>): LocalFields {
  const members = new Map<string, Set<string>>();
  const fields = new Set<string>();
  const addMember = (graph: unknown, abstract: unknown, type: string): void => {
    const key = `${services.get(String(graph))} ${String(abstract)}`;
    members.set(key, (members.get(key) ?? new Set()).add(type));
  };
  for (const definition of supergraph.definitions) {
    if (definition.kind === Kind.UNION_TYPE_DEFINITION) {
      for (const { graph, member } of argumentsOfAll(definition, 'join__unionMember'))
        addMember(graph, definition.name.value, String(member));
    } else if (definition.kind === Kind.OBJECT_TYPE_DEFINITION) {
      const type = definition.name.value;
      for (const one of argumentsOfAll(definition, 'join__implements')) addMember(one['graph'], one['interface'], type);
      for (const [graph, field] of localOf(definition)) fields.add(`${services.get(graph)} ${type} ${field}`);
    }
  }
  return {
    membersOf: (service, abstract) => members.get(`${service} ${abstract}`) ?? NONE,
    has: (service, type, field) => fields.has(`${service} ${type} ${field}`),
  };
}

/** Graph and field. A field without `@join__field` is answered by every subgraph that knows the type. */
function localOf(definition: ObjectTypeDefinitionNode): (readonly [string, string])[] {
  const everywhere = argumentsOfAll(definition, 'join__type').map(({ graph }) => ({ graph }));
  return (definition.fields ?? []).flatMap((field) => {
    const said = argumentsOfAll(field, 'join__field');
    const by: readonly Readonly<Record<string, unknown>>[] = said.length > 0 ? said : everywhere;
    return by
      .filter(
        ({ graph, external, requires, override }) =>
          graph !== undefined && !external && requires === undefined && override === undefined,
      )
      .map(({ graph }) => [String(graph), field.name.value] as const);
  });
}
