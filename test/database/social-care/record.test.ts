import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import type { Grant } from '../../../common/access/subject';
import { definition } from '../../../subgraphs/social-care';
import { signals } from '../../../subgraphs/social-care/signals';
import { openAgencyDatabase, storeRecords } from '../education/support/store';
import { type AgencyUnderTest, Caller, startAgencyUnderTest } from '../../support/agency-caller';
import { RECORDS } from './support/records';

const AGREEMENT = readFileSync(join(__dirname, '../../../policy/agreements/social-care.yaml'), 'utf8');

const RECORD = `
  openNow
  previousInvolvement { contacts recentContactsWithoutAction referrals lastReferredOn lastClosedOn childInNeedPlans protectionPlans everLookedAfter }
  contacts { receivedOn source { code label } reason outcome }
  referrals { referredOn source { code } primaryNeed { code label } noFurtherAction closedOn closureReason { code } initialConferenceOn reReferral }
  assessments { startedOn authorisedOn factors { code label } }
  section47Enquiries { startedOn conferenceTargetOn conferenceOn conferenceNotRequired }
  childInNeedPlans { startedOn endedOn }
  protectionPlans { startedOn endedOn initialCategory { code label } latestCategory { code } previousPlans reviews { on } }
  preProceedings { startedOn letterSentOn groupMeetingOffered groupMeetingHeld firstMeetingOn reviewMeetings decisionOn outcome courtApplicationOn }
  careEpisodes { startedOn startReason { code } legalStatus { code label } need { code } placementType { code label } placementProvider { code }
    endedOn endReason { code } placementChangeReason { code } homePostcode placementPostcode urn }
  careReviews { on participation { code } childHeard }
  missingFromCare { type { code label } from to }
  adoption { placedOn ceasedOn ceasedReason { code } }
  unaccompanied { until }
  careOutcomes { sdqScore convicted immunisations }
  disabilities { code label }
  allocatedWorkers { worker team from to changeReason { code } }`;
const CHILD = `query ($people: [_Any!]!) { _entities(representations: $people) { ... on Child { socialCare {
  ${RECORD} sourceHeader { state } chronologyEntries { date category headline } } } } }`;

interface Answer<T> {
  readonly data: T;
  readonly errors?: { readonly extensions: { readonly code: string; readonly category: string } }[];
}
type Entry = { readonly category: string; readonly headline: string };
type Content = Readonly<Record<string, unknown>> & { readonly chronologyEntries: Entry[] };

let under: AgencyUnderTest;
let database: DataSource;

beforeAll(async () => {
  under = await startAgencyUnderTest(definition, AGREEMENT);
  database = await openAgencyDatabase(under, definition);
  await storeRecords(under, database, definition, RECORDS);
});
afterAll(async () => {
  await database?.destroy();
  await under?.close();
});

async function collate(change: Partial<Grant>): Promise<{ socialCare: Content; withheld: string[] }> {
  const caller = new Caller(under, 'social-care', { roles: change.roles ?? ['mash_analyst'] });
  const people = [{ __typename: 'Child', id: 'child-1', view: 'v', grants: { socialCare: await caller.grant(change) } }];
  const { data, errors = [] } = await caller.ask<Answer<{ _entities: [{ socialCare: Content }] }>>(CHILD, { people });
  return {
    socialCare: data._entities[0].socialCare,
    withheld: [...new Set(errors.map(({ extensions }) => extensions.category))].sort(),
  };
}

test('a decision-maker on a legal obligation reads all of it, with labels, joins and what is worked out', async () => {
  const { socialCare, withheld } = await collate({ roles: ['decision_maker'], basis: 'LEGAL_OBLIGATION' });
  expect(withheld).toEqual([]);
  expect(socialCare).toMatchObject({
    openNow: true,
    previousInvolvement: {
      ...{
        contacts: 2,
        referrals: 2,
        lastReferredOn: '2026-03-02',
        lastClosedOn: null,
        childInNeedPlans: 1,
        protectionPlans: 2,
        everLookedAfter: true,
      },
    },
    contacts: [
      { receivedOn: '2026-02-27', source: { code: '1B' }, outcome: 'REFERRAL' },
      { outcome: 'NFA', reason: 'A neighbour rang' },
    ],
    referrals: [
      { referredOn: '2026-03-02', reReferral: true, primaryNeed: { code: 'N1', label: 'Abuse or neglect' }, closedOn: null },
      { referredOn: '2025-06-02', reReferral: false, closureReason: { code: 'RC8' } },
    ],
    assessments: [{ authorisedOn: '2026-04-20', factors: [{ code: '4B' }, { code: '16A', label: 'Abuse or neglect: neglect' }] }],
    section47Enquiries: [{ startedOn: '2026-03-04', conferenceOn: '2026-03-24', conferenceTargetOn: '2026-03-25' }],
    childInNeedPlans: [{ startedOn: '2025-07-01', endedOn: '2025-09-01' }],
    protectionPlans: [
      {
        initialCategory: { code: 'NEG', label: 'Neglect' },
        previousPlans: 1,
        reviews: [{ on: '2026-09-20' }, { on: '2026-06-20' }],
      },
    ],
    preProceedings: [{ letterSentOn: '2026-05-01', reviewMeetings: 2, outcome: 'Care proceedings' }],
    careEpisodes: [
      {
        startedOn: '2026-08-01',
        legalStatus: { code: 'C1', label: 'Interim care order' },
        placementType: { code: 'U6' },
        placementPostcode: 'ZZ2 2ZZ',
      },
      { startedOn: '2026-06-01', legalStatus: { code: 'V2' }, endReason: { code: 'X1' } },
    ],
    careReviews: [{ participation: { code: 'PN7' }, childHeard: false }],
    missingFromCare: [{ type: { code: 'M' }, from: '2026-10-10', to: '2026-10-11' }],
    adoption: [{ placedOn: '2026-11-01' }],
    unaccompanied: [{ until: '2031-02-01' }],
    careOutcomes: [{ sdqScore: 18, convicted: false, immunisations: false }],
    disabilities: [{ code: 'AUT' }, { code: 'COMM', label: 'Communication' }],
    allocatedWorkers: [{ worker: 'Sam Example', team: 'North Example', changeReason: { code: 'FCONTA' } }],
    sourceHeader: { state: 'RECORDS_FOUND' },
  });
});

test('an analyst at level 4 reads the same but for adoption, which stays out of the chronology too', async () => {
  const { socialCare, withheld } = await collate({});
  expect(withheld).toEqual(['adoption']);
  expect(socialCare).toMatchObject({ adoption: null, careEpisodes: [{ endReason: null }, { endReason: null }] });
  expect(socialCare.chronologyEntries.map(({ category }) => category)).not.toContain('adoption');
  expect(socialCare.chronologyEntries.map(({ headline }) => headline).join()).not.toMatch(/adopt/i);
});

test('an early help worker learns that a case is open and nothing else', async () => {
  const { socialCare } = await collate({ purpose: 'EARLY_HELP', level: 2, basis: 'CONSENT', roles: ['early_help_worker'] });
  const { openNow, sourceHeader, chronologyEntries, ...rest } = socialCare;
  expect([openNow, sourceHeader, chronologyEntries]).toEqual([true, { state: 'RECORDS_FOUND' }, []]);
  expect(new Set(Object.values(rest))).toEqual(new Set([null]));
});

test('screening reads the history of the case and who the worker is, without the referrer or a narrative', async () => {
  const { socialCare } = await collate({ purpose: 'SCREENING', level: 1, roles: ['screening_officer'] });
  expect(socialCare).toMatchObject({
    openNow: true,
    previousInvolvement: { referrals: 2 },
    contacts: [
      { receivedOn: '2026-02-27', source: null, reason: null },
      { source: null, reason: null },
    ],
    referrals: [
      { referredOn: '2026-03-02', source: null, primaryNeed: null, initialConferenceOn: null },
      { referredOn: '2025-06-02' },
    ],
    allocatedWorkers: [{ worker: 'Sam Example', team: 'North Example' }],
    section47Enquiries: null,
    protectionPlans: null,
  });
});

test('at level 3 a section 47 enquiry is not shown, nor the conference on the referral', async () => {
  const { socialCare } = await collate({ purpose: 'CHILD_IN_NEED', level: 3, roles: ['mash_analyst'] });
  expect(socialCare).toMatchObject({ section47Enquiries: null, protectionPlans: [{ previousPlans: 1 }] });
  expect(socialCare.referrals).toEqual([expect.objectContaining({ initialConferenceOn: null }), expect.anything()]);
  expect(socialCare.chronologyEntries.map(({ category }) => category)).not.toContain('section_47');
});

test('a protected whereabouts hides placements, postcodes, teams and narratives', async () => {
  const { socialCare, withheld } = await collate({
    roles: ['social_care_lead'],
    basis: 'LEGAL_OBLIGATION',
    protect: ['LOCATION'],
  });
  expect(withheld).toEqual(['adoption', 'contact_narrative', 'placement_addresses', 'placements', 'worker_teams']);
  expect(JSON.stringify(socialCare)).not.toMatch(/ZZ2|North Example|A neighbour rang|Placement changed/);
});

test('of an adult in the household only the history of involvement is shown', async () => {
  const { socialCare } = await collate({ ids: ['adult'], relation: 'HOUSEHOLD_ADULT' });
  expect(socialCare).toMatchObject({
    openNow: false,
    previousInvolvement: { referrals: 0 },
    assessments: null,
    careEpisodes: null,
  });
});

test('nothing held is said to whom every category may be known, and to nobody else', async () => {
  const answers = [{}, { roles: ['decision_maker'] }, { purpose: 'SCREENING', level: 1, roles: ['screening_officer'] }];
  const states = await Promise.all(answers.map((change) => collate({ ...change, ids: ['nobody'] })));
  expect(states.map(({ socialCare }) => socialCare.sourceHeader)).toEqual([
    { state: 'NO_RECORD_FOUND' },
    { state: 'NO_RECORD_FOUND' },
    { state: 'NOTHING_SHAREABLE' },
  ]);
});

test("the social care lead reads social care's own records without a case, and nobody else does", async () => {
  const own = (principal: object) =>
    new Caller(under, 'social-care', principal).ask<Answer<{ socialCareRecord: Content | null }>>(
      `{ socialCareRecord(personId: "1") { ${RECORD} } }`,
    );
  const lead = await own({ agency: 'SOCIAL_CARE', roles: ['social_care_lead'] });
  expect(lead.errors).toBeUndefined();
  expect(lead.data.socialCareRecord).toMatchObject({ adoption: [{ placedOn: '2026-11-01' }] });
  for (const principal of [
    { agency: 'SOCIAL_CARE', roles: ['publisher'] },
    { agency: 'HEALTH', roles: ['social_care_lead'] },
  ]) {
    const refused = await own(principal);
    expect(refused.data.socialCareRecord).toBeNull();
    expect(refused.errors?.[0]?.extensions.code).toBe('WITHHELD');
  }
});

describe('signals', () => {
  const codesOf = async (...people: string[]) => {
    const facts = await signals.load(people, { database });
    return people.map((person) => signals.derive(facts.get(person) as never, '2026-11-22').map(({ indicator }) => indicator));
  };

  test('come from the rows of the person, and from those of their carers other children', async () => {
    const [child, adult] = await codesOf('1', 'adult');
    expect(child?.sort()).toEqual(
      [
        ...['neglect_possible', 'parent_mental_health_significant', 'disability_additional_need', 'unaccompanied_child'],
        ...['current_protection_plan', 'neglect_possible', 'missing_first', 'mental_health_low_level'],
        ...['immunisations_checks_overdue', 'adult_linked_to_past_plan', 'previous_child_not_cared_for'],
      ].sort(),
    );
    expect(adult).toEqual([]);
  });

  test("a child is not their own carer's other child: only the sister's or brother's care speaks of the carer", async () => {
    const [sibling] = await codesOf('sibling');
    expect(sibling?.sort()).toEqual(['previous_child_hard_to_care_for', 'previously_looked_after']);
  });
});
