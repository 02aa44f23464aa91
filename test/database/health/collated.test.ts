import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../../common/database';
import { AgencyPerson, AgencyRelationship } from '../../../common/publishing/people';
import { definition, kinds, signals } from '../../../subgraphs/health';
import { type AgencyUnderTest, Caller, startAgencyUnderTest } from '../../support/agency-caller';
import { insertYouth as insertRows } from '../../support/sample-rows';

const AGREEMENT = readFileSync(join(__dirname, '../../../policy/agreements/health.yaml'), 'utf8');
const TODAY = '2026-11-22';
const SNOMED = 'http://snomed.info/sct';

const RECORD = `
  registrations { service organisation }
  attendances { setting reason { code label } provider outcome }
  unscheduled: attendances(unscheduled: true) { setting }
  wasNotBrought { at service }
  conditions { condition { label } } safeguardingCodes { finding { label } on } femaleGenitalMutilation { finding { label } active }
  mentalHealthContacts { crisis team } immunisations { vaccine { label } status } healthChecks { check on } observations { observed { label } value unit }
  pregnancies { expectedDate bookedOn } flags { type plan authority }
  sourceHeader { state } chronologyEntries { kind category headline }`;
const QUERY = (type: 'Child' | 'Adult') =>
  `query ($people: [_Any!]!) { _entities(representations: $people) { ... on ${type} { health { ${RECORD} } } } }`;

interface HealthAnswer {
  readonly [field: string]: unknown;
  readonly sourceHeader: { readonly state: string };
  readonly chronologyEntries: { readonly category: string; readonly headline: string }[];
}
interface Answer {
  readonly data: { readonly _entities: { readonly health: HealthAnswer | null }[] };
  readonly errors?: { readonly extensions: { readonly category: string } }[];
}

let under: AgencyUnderTest;
beforeAll(async () => {
  under = await startAgencyUnderTest(definition, AGREEMENT);
  const person = (key: string, born: string, life_stage: string) => ({
    person: key,
    key,
    life_stage,
    date_of_birth: born,
    names: '[]',
    addresses: '[]',
  });
  const about = (person: string, key: string) => ({ person, key });
  await insertRows(under.database.migratorUrl, {
    agency_person: [person('c', '2020-02-01', 'CHILD'), person('a', '1992-02-01', 'ADULT')],
    registration: [{ ...about('c', 'r1'), service: 'GP', organisation: 'Mill Lane Surgery', ods_code: 'X00001' }],
    attendance: [
      {
        ...about('c', 'a1'),
        ...{
          setting: 'EMERGENCY_DEPARTMENT',
          unscheduled: true,
          attended_at: '2026-10-01T20:00:00Z',
          provider: 'Royal',
          outcome: 'Home',
        },
        reason: JSON.stringify({ code: '125667009', system: SNOMED, display: 'Contusion' }),
      },
      { ...about('c', 'a2'), setting: 'OUTPATIENT', unscheduled: false, attended_at: '2026-09-01T10:00:00Z' },
      { ...about('a', 'a3'), setting: 'EMERGENCY_DEPARTMENT', unscheduled: true, attended_at: '2026-09-01T10:00:00Z' },
    ],
    was_not_brought: [{ ...about('c', 'w1'), due_at: '2026-08-01T09:00:00Z', service: 'Audiology' }],
    condition: [
      {
        ...about('c', 'k1'),
        code: '195967001',
        system: SNOMED,
        display: 'Asthma',
        recorded_on: '2025-01-01',
        safeguarding: false,
      },
      { ...about('c', 'k2'), code: '836881000000105', system: SNOMED, recorded_on: '2026-07-01', safeguarding: true },
      {
        ...about('c', 'k3'),
        code: '713201008',
        system: SNOMED,
        display: 'At risk of FGM',
        recorded_on: '2026-06-01',
        safeguarding: true,
      },
      {
        ...about('a', 'k4'),
        code: '66590003',
        system: SNOMED,
        display: 'Alcohol dependence',
        recorded_on: '2026-01-01',
        safeguarding: false,
      },
      {
        ...about('a', 'k5'),
        code: '195967001',
        system: SNOMED,
        display: 'Asthma',
        recorded_on: '2025-01-01',
        safeguarding: false,
      },
      { ...about('d', 'k7'), code: '713201008', system: SNOMED, recorded_on: '2026-06-01', safeguarding: true },
      { ...about('c', 'k6'), code: '418496002', system: SNOMED, recorded_on: '2026-10-01', safeguarding: true, sealed: true },
    ],
    mental_health_contact: [{ ...about('a', 'm1'), contact_at: '2026-05-01T10:00:00Z', team: 'Crisis team', crisis: true }],
    immunisation: [{ ...about('c', 'i1'), code: '20', display: 'DTaP', status: 'COMPLETED', given_on: '2020-04-01' }],
    health_check: [{ ...about('c', 'h1'), review: 'ONE_YEAR', reviewed_on: '2021-02-10' }],
    observation: [
      {
        ...about('c', 'o1'),
        code: '29463-7',
        system: 'http://loinc.org',
        display: 'Body weight',
        observed_on: '2026-01-01',
        value: '14.2',
        unit: 'kg',
      },
    ],
    pregnancy: [{ ...about('a', 'p1'), expected_date: '2027-03-01', booked_on: '2026-11-01', unborn: 'u-77' }],
    health_flag: [
      {
        ...about('c', 'f1'),
        type: 'CP_IS',
        active: true,
        valid_from: '2026-06-15',
        plan: 'PROTECTION_PLAN',
        authority: 'Blackburn with Darwen',
      },
      {
        ...about('c', 'f2'),
        type: 'FGM',
        active: true,
        valid_from: '2026-06-15',
        code: '902961000000107',
        system: SNOMED,
        display: 'Family history of FGM',
      },
      { ...about('e', 'f3'), type: 'FGM', active: true, valid_from: '2026-06-15', code: '902961000000107', system: SNOMED },
    ],
  });
}, 120_000);
afterAll(() => under.close());

async function ask(type: 'Child' | 'Adult', role: string, change: Parameters<Caller['grant']>[0]): Promise<Answer> {
  const caller = new Caller(under, 'health', { roles: [role] });
  const ids = [type === 'Child' ? 'c' : 'a'];
  const relation = type === 'Child' ? 'SUBJECT' : 'HOUSEHOLD_ADULT';
  const grant = await caller.grant({ ids, relation, person: 'p-1', ...change });
  return caller.ask<Answer>(QUERY(type), { people: [{ __typename: type, id: 'p-1', view: 'v', grants: { health: grant } }] });
}

const withheld = ({ errors = [] }: Answer): string[] => [...new Set(errors.map(({ extensions }) => extensions.category))].sort();

test("at level 4 an analyst reads the child's health, each concern under its own line", async () => {
  const answer = await ask('Child', 'mash_analyst', {});
  expect(answer.errors).toBeUndefined();
  expect(answer.data._entities[0]?.health).toMatchObject({
    registrations: [{ service: 'GP', organisation: 'Mill Lane Surgery' }],
    attendances: [
      { setting: 'EMERGENCY_DEPARTMENT', reason: { code: '125667009', label: 'Contusion' }, provider: 'Royal', outcome: 'Home' },
      { setting: 'OUTPATIENT', reason: null, provider: null, outcome: null },
    ],
    unscheduled: [{ setting: 'EMERGENCY_DEPARTMENT' }],
    wasNotBrought: [{ at: '2026-08-01T09:00:00.000Z', service: 'Audiology' }],
    conditions: [{ condition: { label: 'Asthma' } }],
    safeguardingCodes: [{ finding: { label: 'Child is cause for safeguarding concern' }, on: '2026-07-01' }],
    femaleGenitalMutilation: [
      { finding: { label: 'Family history of FGM' }, active: true },
      { finding: { label: 'At risk of FGM' }, active: true },
    ],
    immunisations: [{ vaccine: { label: 'DTaP' }, status: 'COMPLETED' }],
    healthChecks: [{ check: 'ONE_YEAR', on: '2021-02-10' }],
    observations: [{ observed: { label: 'Body weight' }, value: '14.2', unit: 'kg' }],
    flags: [{ type: 'CP_IS', plan: 'PROTECTION_PLAN', authority: 'Blackburn with Darwen' }],
    sourceHeader: { state: 'RECORDS_FOUND' },
  });
});

test('a level 2 case shows the early help worker what was missed and immunised, not where, and no more', async () => {
  const answer = await ask('Child', 'early_help_worker', { purpose: 'EARLY_HELP', level: 2, basis: 'CONSENT' });
  expect(answer.data._entities[0]?.health).toMatchObject({
    registrations: [{ service: 'GP', organisation: null }],
    wasNotBrought: [{ at: '2026-08-01T09:00:00.000Z', service: null }],
    immunisations: [{ status: 'COMPLETED' }],
    ...{
      attendances: null,
      conditions: null,
      safeguardingCodes: null,
      femaleGenitalMutilation: null,
      flags: null,
      pregnancies: null,
    },
  });
  const categories = answer.data._entities[0]?.health?.chronologyEntries.map(({ category }) => category);
  expect([...new Set(categories)]).toEqual(['was_not_brought', 'child_health_programme']);
});

test('at level 3 FGM stays with health, in the record and in the chronology', async () => {
  const answer = await ask('Child', 'mash_analyst', { purpose: 'CHILD_IN_NEED', level: 3 });
  expect(withheld(answer)).toEqual(['fgm', 'pregnancy']);
  expect(JSON.stringify(answer.data)).not.toContain('FGM');
});

test('whoever knows nothing of FGM is not told by the state either that health holds something', async () => {
  const stateOf = async (ids: string[], change: Parameters<Caller['grant']>[0]) => {
    const { data } = await ask('Child', 'mash_analyst', { ...change, ids });
    return data._entities[0]?.health?.sourceHeader.state;
  };
  const screening = { purpose: 'SCREENING', level: 1 };
  const inNeed = { purpose: 'CHILD_IN_NEED', level: 3 };
  // Conditions and flags are theirs to know of; of these people there are none that are not about FGM.
  expect(await stateOf(['d'], inNeed)).toBe(await stateOf(['nobody'], inNeed));
  expect(await stateOf(['e'], screening)).toBe(await stateOf(['nobody'], screening));
  expect(await stateOf(['e'], inNeed)).toBe('NOTHING_SHAREABLE');
  expect(await stateOf(['c'], screening)).toBe('RECORDS_FOUND');
  expect(await stateOf(['d'], {})).toBe('RECORDS_FOUND');
});

test("of an adult's health the analyst reads what bears on the care of the child, and nothing of the unborn child's id", async () => {
  const answer = await ask('Adult', 'mash_analyst', {});
  expect(answer.data._entities[0]?.health).toMatchObject({
    safeguardingCodes: [{ finding: { label: 'Alcohol dependence' } }],
    mentalHealthContacts: [{ crisis: true, team: null }],
    pregnancies: [{ expectedDate: '2027-03-01', bookedOn: '2026-11-01' }],
    ...{ attendances: null, conditions: null, observations: null, flags: null },
  });
  expect(withheld(answer)).toEqual([
    'attendances',
    'child_health_programme',
    'conditions',
    'flags',
    'observations',
    'providers',
    'was_not_brought',
  ]);
  expect(JSON.stringify(answer)).not.toMatch(/Asthma|Crisis team|u-77/);
  expect(withheld(await ask('Adult', 'mash_analyst', { purpose: 'CHILD_IN_NEED', level: 3 }))).toHaveLength(11);
});

test('a protected address hides where the child is treated and keeps the rest', async () => {
  const answer = await ask('Child', 'mash_analyst', { protect: ['LOCATION'] });
  expect(answer.data._entities[0]?.health).toMatchObject({
    registrations: [{ service: 'GP', organisation: null }],
    flags: [{ plan: 'PROTECTION_PLAN', authority: null }],
  });
  expect(JSON.stringify(answer.data)).not.toMatch(/Mill Lane|Royal|Blackburn|Audiology/);
});

test('a health navigator reads a patient through own records; police staff do not', async () => {
  const query = '{ healthRecord(personId: "a") { pregnancies { expectedDate } conditions { condition { label } } } }';
  const navigator = new Caller(under, 'health', { agency: 'HEALTH', roles: ['health_navigator'] });
  expect(await navigator.ask(query)).toMatchObject({
    data: { healthRecord: { pregnancies: [{ expectedDate: '2027-03-01' }], conditions: [{ condition: { label: 'Asthma' } }] } },
  });
  const police = new Caller(under, 'health', { agency: 'POLICE', roles: ['health_navigator', 'police_researcher'] });
  expect(await police.ask(query)).toMatchObject({ data: { healthRecord: null } });
});

test('signals come from what is stored, without what is sealed', async () => {
  const entities = [AgencyPerson, AgencyRelationship, ...kinds.map(({ entity }) => entity)];
  const database = await openDatabase({ name: 'health', url: under.database.url, entities, migrations: [] });
  try {
    const all = await signals.load(['c', 'a', 'nobody'], { database });
    const told = (person: string) => {
      const facts = all.get(person);
      return facts === undefined
        ? []
        : signals.derive(facts, TODAY).map(({ indicator, category }) => `${indicator} (${category})`);
    };
    expect(told('c').sort()).toEqual([
      'current_protection_plan (flags)',
      'fgm_risk (fgm)',
      'fgm_risk (fgm)',
      'health_appointments_first_missed (was_not_brought)',
      'unsafe_situations (safeguarding_codes)',
    ]);
    expect(told('a').sort()).toEqual([
      'engagement_poor (pregnancy)',
      'parent_mental_health_significant (mental_health)',
      'parent_substance_significant (safeguarding_codes)',
    ]);
    expect(told('nobody')).toEqual([]);
  } finally {
    await database.destroy();
  }
});
