import { compileAgreement } from '../../../common/access/compile-agreement';
import type { Grant, Principal, View } from '../../../common/access/subject';

/** A small agreement that has one of everything: a locating, an identifying, a level-4-only and an own-staff-only category. */
export const SAMPLE_YAML = `
agency: POLICE
version: '2026-11-01'
title: Sample police agreement
parties: [Police, MASH]
validFrom: '2026-04-01'
validUntil: '2029-03-31'
categories:
  persons:
    title: Who the police know them as
    fields: [Query.policeRecord, PoliceRecord.persons, PolicePerson.id, PolicePerson.names]
    content:
      - { id: any-case, roles: [mash_analyst, decision_maker], purposes: [SECTION_47, CHILD_IN_NEED], fromLevel: 3, bases: [PUBLIC_TASK], relations: [SUBJECT, HOUSEHOLD_CHILD, HOUSEHOLD_ADULT] }
    existence: []
    own: [police_researcher]
    threshold: none
    locating: false
    identifying: true
    tell: Ask the police researcher.
    owner: Police data protection officer
    reviewed: '2026-10-01'
  incidents:
    title: Incidents
    fields: [PoliceRecord.incidents, PoliceIncident.id, PoliceIncident.summary, PoliceIncident.occurredAt]
    content:
      - { id: s47, roles: [mash_analyst, decision_maker], purposes: [SECTION_47], fromLevel: 4, bases: [PUBLIC_TASK, LEGAL_OBLIGATION], relations: [SUBJECT, HOUSEHOLD_CHILD] }
      - { roles: [mash_analyst], purposes: [CHILD_IN_NEED], fromLevel: 3, bases: [PUBLIC_TASK], relations: [SUBJECT] }
    existence:
      - { roles: [screening_officer], purposes: [SCREENING], fromLevel: 1, bases: [PUBLIC_TASK], relations: [SUBJECT] }
    own: [police_researcher]
    threshold: full
    feed: { basis: PUBLIC_TASK }
    locating: false
    identifying: false
    tell: Incidents are shared from level 3.
    owner: Police data protection officer
    reviewed: '2026-10-01'
  places:
    title: Where it happened
    fields: [PoliceIncident.place]
    content:
      - { roles: [mash_analyst], purposes: [SECTION_47], fromLevel: 4, bases: [PUBLIC_TASK], relations: [SUBJECT] }
    existence: []
    own: [police_researcher]
    threshold: none
    locating: true
    identifying: false
    tell: Places are withheld where someone must not be found.
    owner: Police data protection officer
    reviewed: '2026-10-01'
  raw:
    title: Raw material
    fields: [PoliceIncident.log]
    content: []
    existence: []
    own: [police_researcher]
    threshold: none
    locating: true
    identifying: true
    tell: Never shared.
    owner: Police data protection officer
    reviewed: '2026-10-01'
`;

export const SAMPLE = compileAgreement(SAMPLE_YAML, 'police.yaml');
export const NOW = new Date('2026-11-22T10:00:00Z');

export const SAMPLE_SDL = `
  type Query { policeRecord(id: ID!): PoliceRecord }
  type PoliceRecord {
    persons: [PolicePerson!]
    incidents: [PoliceIncident!]
    sourceHeader: SourceHeader
  }
  type PolicePerson { id: ID! names: [String!]! }
  type PoliceIncident { id: ID! summary: String! occurredAt: String! place: String log: String }
  type SourceHeader { state: String! }
  type Child { id: ID! view: ID! grants: Grants! police: PoliceRecord }
  type Grants { police: String! }
`;

const CASE = {
  sub: 'issuer|anna',
  agency: 'SOCIAL_CARE',
  roles: ['mash_analyst'],
  purpose: 'SECTION_47',
  caseId: 'case-1',
  level: 4,
  basis: 'PUBLIC_TASK',
  relation: 'SUBJECT',
  protect: [],
  person: 'child-1',
  rid: 'request-1',
} as const;

export const grant = (over: Partial<Grant> = {}): Grant => ({
  kind: 'grant',
  ...CASE,
  aud: 'police',
  ids: ['P-1'],
  doubtful: false,
  ...over,
});

export const view = (over: Partial<View> = {}): View => ({ kind: 'view', ...CASE, ...over });

export const principal = (over: Partial<Principal> = {}): Principal => ({
  kind: 'principal',
  sub: 'issuer|anna',
  agency: 'SOCIAL_CARE',
  roles: ['mash_analyst'],
  teams: [],
  rid: 'request-1',
  ...over,
});
