import { AS_KNOWN_ON } from './as-known-on';
import type { Registered } from './definition';

/**
 * The schema text that every agency has: how its record hangs on the hub's people, and the hidden headers of its record.
 *
 * The hub gives each person a `view` (part of the key) and `grants`; both travel through here and are never shown.
 */
export function agencySdl({ field, recordType, title }: Registered): string {
  return [
    ...['Child', 'Adult'].map((type) => personSdl(type, field, recordType, title)),
    grantsSdl(field),
    headersSdl(recordType),
  ].join('\n\n');
}

function personSdl(type: string, field: string, recordType: string, title: string): string {
  return `type ${type} @key(fields: "id view") {
  id: ID!
  view: ID! @inaccessible
  grants: Grants! @external

  "What ${title} holds, as far as its sharing agreement lets this viewer see it; null with an error when it did not answer."
  ${field}(
    "${AS_KNOWN_ON}"
    asKnownOn: DateTime
  ): ${recordType} @requires(fields: "grants { ${field} }")
}`;
}

const grantsSdl = (field: string): string => `type Grants @inaccessible {
  ${field}: String! @external
}`;

const headersSdl = (recordType: string): string => `extend type ${recordType} {
  sourceHeader: SourceHeader @inaccessible
  chronologyEntries: [ChronologyHeader!] @inaccessible
}

${HEADER_TYPES}`;

/** The header types, the same in every subgraph that names them: agencies fill them, the hub requires them. */
export const HEADER_TYPES = `"How this agency answered: a SourceState, as its custodian decides it for this viewer."
type SourceHeader @inaccessible @shareable {
  state: String!
  asAt: DateTime
  lastPublishedAt: DateTime
}

"One thing that happened, already filtered by its custodian for this viewer."
type ChronologyHeader @inaccessible @shareable {
  id: ID!
  date: String!
  kind: String!
  category: String!
  headline: String!
  significance: String!
}`;
