import { AGENCIES, type AgencyName } from '../../subgraphs/registry';
import type { Selections } from './selection';

/** One question to the hub: as one operation for the gateway, and as what each subgraph must be asked when it is put by hand. */
export interface Operations {
  readonly gateway: string;
  /** Of the hub: everything it knows by itself, with the key and the grants of each child. */
  readonly first: string;
  /** Of each agency, about the children of the first answer. */
  readonly agencies: Readonly<Record<AgencyName, string>>;
  /** Of the hub again: what it makes of the agencies' answers. */
  readonly last: string;
}

const HEADER = 'sourceHeader { state asAt lastPublishedAt }';
const ENTRIES = 'chronologyEntries { id date kind category headline significance }';
const KEY = `__typename view grants { ${AGENCIES.map(({ field }) => field).join(' ')} }`;

const NAMES = 'names { given family use sources }';
const MEMBER = `id ${NAMES} dateOfBirth lifeStage sex`;
const ABOUT = `id ${NAMES} dateOfBirth expectedDate lifeStage sex nhsNumber deceasedOn protections
  household { relation relationship since sources address { lines postcode uprn } person { ... on Child { ${MEMBER} } ... on Adult { ${MEMBER} } } }
  relationships { type since until parentalResponsibility derived sources person { ... on Child { id } ... on Adult { id } } }`;
const CHRONOLOGY = `chronology(first: 50) { totalCount edges { cursor node { id date at kind agency category headline significance } }
  gaps { agency state } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }`;
const SOURCES = 'sources { agency state asAt lastPublishedAt since }';

/** The full collated child: names, household, sources, threshold, chronology and every field of every agency's record. */
export function childOperations(selections: Selections): Operations {
  const threshold = selections.has('Child', 'threshold') ? `threshold ${selections.everythingOf('ThresholdAssessment')}` : '';
  const collated = `${SOURCES} ${CHRONOLOGY} ${threshold}`;
  const records = AGENCIES.map(({ name, field, recordType }) => ({ name, field, record: selections.everythingOf(recordType) }));
  const child = (operation: string, selected: string): string =>
    `query ${operation}($id: ID!, $caseId: ID!) { child(id: $id, purpose: SECTION_47, caseId: $caseId) { ${selected} } }`;
  return {
    gateway: child('BenchChild', `${ABOUT} ${collated} ${records.map(({ field, record }) => `${field} ${record}`).join(' ')}`),
    first: child('BenchChildFirst', `${ABOUT} ${KEY}`),
    agencies: byAgency(({ name, field }) => {
      const own = records.find((one) => one.name === name)?.record.slice(1, -1);
      return entities(`${field} { ${own} ${HEADER} ${ENTRIES} }`);
    }),
    last: entities(collated),
  };
}

/** Fifty cases as a list shows them: their children by name, which agency knows them, and the threshold's level. */
export function listOperations(selections: Selections): Operations {
  const threshold = selections.has('Child', 'threshold') ? 'threshold { level couldReach complete }' : '';
  const collated = `${SOURCES} ${threshold}`;
  const cases = (operation: string, ofChild: string): string =>
    `query ${operation} { cases(first: 50) { totalCount pageInfo { hasNextPage endCursor } edges { cursor node {
      id reference status level purpose basis openedAt teams subjects { id ${NAMES} ${ofChild} } } } } }`;
  return {
    gateway: cases('BenchList', collated),
    first: cases('BenchListFirst', KEY),
    agencies: byAgency(({ field }) => entities(`${field} { ${HEADER} }`)),
    last: entities(collated),
  };
}

const entities = (selected: string): string =>
  `query BenchEntities($representations: [_Any!]!) { _entities(representations: $representations) { ... on Child { ${selected} } } }`;

const byAgency = (operation: (agency: (typeof AGENCIES)[number]) => string): Record<AgencyName, string> =>
  Object.fromEntries(AGENCIES.map((agency) => [agency.name, operation(agency)])) as Record<AgencyName, string>;
