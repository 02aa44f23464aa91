import type { DataSource } from 'typeorm';
import { compileAgreement } from '../../../../common/access/compile-agreement';
import { DisclosureTally } from '../../../../common/access/disclosure';
import { loadPurposes } from '../../../../common/access/purposes';
import { nameOf } from '../../../../common/access/vocabulary';
import type { Principal } from '../../../../common/access/subject';
import { HubLoaders } from '../../../../subgraphs/mash/access/hub-loaders';
import type { HubContext } from '../../../../subgraphs/mash/context';
import { AGENCIES } from '../../../../subgraphs/registry';

const TODAY = new Date('2026-11-22T09:00:00Z');

/** Agencies that tell a screening officer whom they know; the police do not. */
const TELLS_SCREENING: readonly string[] = ['HEALTH', 'EDUCATION', 'SOCIAL_CARE'];

const line =
  '{ id: screening, roles: [screening_officer], purposes: [SCREENING], fromLevel: 1, bases: [PUBLIC_TASK], relations: [SUBJECT] }';

const agreement = (agency: string, field: string, existence: string, own: string) =>
  compileAgreement(
    `
agency: ${agency}
version: '1'
title: A test agreement
parties: [a, b]
lawfulBasis: public task
review: yearly
validFrom: '2026-01-01'
validUntil: '2027-01-01'
categories:
  people:
    title: Who people are
    fields: [${field}]
    content: []
    existence: [${existence}]
    own: [${own}]
    threshold: none
    locating: false
    identifying: false
    tell: Ask them.
    owner: them
    reviewed: '2026-01-01'
`,
    `${nameOf(agency)}.yaml`,
  );

const AGREEMENTS = new Map(
  AGENCIES.map(({ agency, field }) => [
    agency,
    agreement(agency, `Query.${field}Record`, TELLS_SCREENING.includes(agency) ? line : '', 'police_researcher'),
  ]),
);
const HUB = agreement('MASH', 'Query.findChildren', '', 'screening_officer, mash_analyst, police_researcher');

export function searchContext(database: DataSource, who: Partial<Principal> = {}): HubContext {
  return {
    principal: {
      kind: 'principal',
      sub: 'issuer|sam',
      agency: 'MASH',
      roles: ['screening_officer'],
      teams: ['front-door'],
      rid: 'r1',
      ...who,
    },
    agreement: HUB,
    agreements: AGREEMENTS,
    purposes: loadPurposes('policy/purposes.yaml'),
    thresholds: undefined as never,
    database,
    loaders: new HubLoaders(database),
    disclosures: new DisclosureTally(),
    views: undefined as never,
    barred: [],
    tellCustodians: async () => undefined,
    now: () => TODAY,
  };
}
