import { type GraphQLField, type GraphQLObjectType, getNamedType } from 'graphql';
import { fieldOf } from './vocabulary';

/**
 * What no agreement needs to name, because it says nothing about anybody or is decided elsewhere: value types that are only
 * reached through a field of an agreement, federation's own machinery, the hub's tokens, and the headers that the kit filters
 * by `decide` itself. Nothing else is exempt.
 */
const KIT_TYPES = new Set(['Provenance', 'CodedValue', 'SourceHeader', 'ChronologyHeader', 'PageInfo', 'Grants', '_Service']);
const FEDERATION_FIELDS = new Set(['_entities', '_service']);
const ENTITIES = new Set(['Child', 'Adult']);
const ENTITY_FIELDS = new Set(['id', 'view', 'grants']);
/** Field name to the kit type it must have: another field of that name is not exempt. */
const HEADER_FIELDS = new Map([
  ['sourceHeader', 'SourceHeader'],
  ['chronologyEntries', 'ChronologyHeader'],
]);

/** @param agency registry code of the subgraph's own agency: its field on `Child` and `Adult` checks the grant itself. */
export function isKitField(agency: string, type: GraphQLObjectType, field: GraphQLField<unknown, unknown>): boolean {
  return (
    KIT_TYPES.has(type.name) ||
    (type.name === 'Query' && FEDERATION_FIELDS.has(field.name)) ||
    (ENTITIES.has(type.name) && (ENTITY_FIELDS.has(field.name) || field.name === fieldOf(agency))) ||
    HEADER_FIELDS.get(field.name) === getNamedType(field.type).name ||
    isExternal(field)
  );
}

/** A field that another subgraph owns and resolves; it only travels through this one. */
function isExternal(field: GraphQLField<unknown, unknown>): boolean {
  return field.astNode?.directives?.some(({ name }) => name.value === 'external') ?? false;
}
