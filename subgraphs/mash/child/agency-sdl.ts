import { HEADER_TYPES } from '../../../common/agency/agency-sdl';
import { AGENCIES } from '../../registry';

const HEADER = 'sourceHeader { state asAt lastPublishedAt }';
const ENTRIES = 'chronologyEntries { id date kind category headline significance }';
const ENTITIES = ['Child', 'Adult'] as const;

/** `@requires` over every registered agency: `police { <selection> } health { <selection> } ...`. */
export const fromEveryAgency = (selection: string): string => AGENCIES.map(({ field }) => `${field} { ${selection} }`).join(' ');

/** What a field must require to know how each agency answered (D4). */
export const REQUIRED_HEADERS = fromEveryAgency(HEADER);
export const REQUIRED_ENTRIES = fromEveryAgency(`${HEADER} ${ENTRIES}`);

const THRESHOLD = `
  "Advice on the level of need, with its reasons. A person decides."
  threshold: ThresholdAssessment @requires(fields: "${REQUIRED_HEADERS}")`;

/** Everything of the hub's schema that names agencies, generated from the registry. */
export const AGENCY_SDL = [
  'type Grants @inaccessible {',
  ...AGENCIES.map(({ field, title }) => `  "Signed, for ${title} only."\n  ${field}: String!`),
  '}',
  ...ENTITIES.map(entityPart),
  ...AGENCIES.map(
    ({ recordType }) => `type ${recordType} {
  sourceHeader: SourceHeader @external
  chronologyEntries: [ChronologyHeader!] @external
}`,
  ),
  HEADER_TYPES,
].join('\n');

function entityPart(type: (typeof ENTITIES)[number]): string {
  return `extend type ${type} {
  view: ID! @inaccessible
  grants: Grants! @inaccessible
${AGENCIES.map(({ field, recordType }) => `  ${field}(asKnownOn: DateTime): ${recordType} @external`).join('\n')}
  "One answer per agency, each of a named kind: a silence is never empty."
  sources: [SourceStatus!] @requires(fields: "${REQUIRED_HEADERS}")
  "What happened, across agencies, latest first."
  chronology(first: Int, after: String, from: Date, to: Date, agencies: [Agency!]): ChronologyConnection
    @requires(fields: "${REQUIRED_ENTRIES}")${type === 'Child' ? THRESHOLD : ''}
}`;
}
