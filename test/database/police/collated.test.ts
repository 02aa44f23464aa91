import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '../../../common/database';
import { AgencyPerson, AgencyRelationship } from '../../../common/publishing/people';
import { definition, kinds, signals } from '../../../subgraphs/police';
import { type AgencyUnderTest, Caller, startAgencyUnderTest } from '../../support/agency-caller';
import { insertYouth as insertRows } from '../../support/sample-rows';
import { ROWS } from './support/rows';

const AGREEMENT = readFileSync(join(__dirname, '../../../policy/agreements/police.yaml'), 'utf8');
const TODAY = '2026-11-22';

const RECORD = `
  persons { names { use given family } standingMarkers }
  incidents { reference type occurredAt summary location outcome involvement { role } others { role people } }
  domesticAbuseIncidents { occurredAt roles dashScore dashGrade strangulation maracReferral }
  missingEpisodes { riskGrade foundLocation returnInterviewOn returnInterviewDueAt }
  custody { offence disposal }
  warningMarkers { marker from to detail }
  intelligence { reportedOn topic sourceGrade { code label } informationGrade { code label } handling { code label } summary }
  sourceHeader { state } chronologyEntries { date kind category headline }`;
const CHILD = `query ($people: [_Any!]!) { _entities(representations: $people) { ... on Child { police { ${RECORD} } } } }`;

interface PoliceAnswer {
  readonly incidents: object[] | null;
  readonly domesticAbuseIncidents: object[] | null;
  readonly missingEpisodes: object[] | null;
  readonly persons: object[] | null;
  readonly intelligence: object[] | null;
  readonly sourceHeader: object;
  readonly chronologyEntries: { readonly kind: string; readonly headline: string }[];
}

interface Answer {
  readonly data: { readonly _entities: { readonly police: PoliceAnswer | null }[] };
  readonly errors?: {
    readonly path: readonly (string | number)[];
    readonly extensions: { readonly code: string; readonly category: string };
  }[];
}

let under: AgencyUnderTest;
beforeAll(async () => {
  under = await startAgencyUnderTest(definition, AGREEMENT);
  await insertRows(under.database.migratorUrl, ROWS);
}, 120_000);
afterAll(() => under.close());

const child = (grant: string) => ({ people: [{ __typename: 'Child', id: 'child-1', view: 'v', grants: { police: grant } }] });

async function ask(roles: string[], change: Parameters<Caller['grant']>[0] = {}): Promise<Answer> {
  const caller = new Caller(under, 'police', { roles });
  return caller.ask<Answer>(CHILD, child(await caller.grant(change)));
}

const withheld = ({ errors = [] }: Answer): string[] => [...new Set(errors.map(({ extensions }) => extensions.category))].sort();

test('at level 4 an analyst reads everything the police hold about the child, and nothing that says who else was there', async () => {
  const answer = await ask(['mash_analyst']);
  expect(answer.errors).toBeUndefined();
  const police = answer.data._entities[0]?.police;
  expect(police?.incidents).toEqual([
    {
      reference: 'LC-2',
      type: 'DOMESTIC_ABUSE',
      occurredAt: '2026-11-01T20:00:00.000Z',
      summary: null,
      location: null,
      outcome: null,
      involvement: [{ role: 'PRESENT' }],
      others: [{ role: 'SUSPECT', people: 1 }],
    },
    {
      reference: 'LC-1',
      type: 'ASSAULT',
      occurredAt: '2026-10-01T20:00:00.000Z',
      summary: 'Narrative',
      location: '3 Mill Lane',
      outcome: 'Charged',
      involvement: [{ role: 'VICTIM' }],
      others: [
        { role: 'SUSPECT', people: 1 },
        { role: 'WITNESS', people: 1 },
      ],
    },
  ]);
  expect(police?.domesticAbuseIncidents).toEqual([
    {
      occurredAt: '2026-11-01T20:00:00.000Z',
      roles: ['PRESENT'],
      dashScore: 15,
      dashGrade: 'HIGH',
      strangulation: true,
      maracReferral: true,
    },
  ]);
  expect(police?.missingEpisodes).toEqual([
    { riskGrade: 'HIGH', foundLocation: 'Station', returnInterviewOn: null, returnInterviewDueAt: '2026-11-14T08:00:00.000Z' },
  ]);
  expect(police?.persons).toEqual([{ names: [{ use: 'USUAL', given: ['Ada'], family: 'Example' }], standingMarkers: 1 }]);
  expect(police?.intelligence).toEqual([
    {
      ...{ reportedOn: '2026-10-10', topic: 'DRUGS', summary: 'Sanitised' },
      sourceGrade: { code: '1', label: 'Reliable' },
      informationGrade: { code: 'B', label: 'Known indirectly, but corroborated' },
      handling: { code: 'P', label: 'Lawful sharing permitted' },
    },
  ]);
  expect(police?.sourceHeader).toEqual({ state: 'RECORDS_FOUND' });
  expect(police?.chronologyEntries.map((entry) => entry.headline)).toEqual([
    'Reported missing: high risk',
    expect.stringMatching(/^(Domestic abuse: present|Domestic abuse assessed: DASH high, referred to MARAC)$/),
    expect.stringMatching(/^(Domestic abuse: present|Domestic abuse assessed: DASH high, referred to MARAC)$/),
    'Intelligence about drugs offence, graded 1BP',
    'Assault: victim',
    'Arrested',
    'Warning marker: vulnerable',
  ]);
  expect(JSON.stringify(answer)).not.toMatch(/Sample|Third|LC-3/);
});

test('a level 2 case shows missing episodes and no more', async () => {
  const answer = await ask(['mash_analyst'], { purpose: 'EARLY_HELP', level: 2, basis: 'CONSENT' });
  const police = answer.data._entities[0]?.police;
  expect(police).toMatchObject({
    incidents: null,
    persons: null,
    domesticAbuseIncidents: null,
    custody: null,
    warningMarkers: null,
    intelligence: null,
  });
  expect(police?.missingEpisodes).toEqual([
    { riskGrade: 'HIGH', foundLocation: null, returnInterviewOn: null, returnInterviewDueAt: '2026-11-14T08:00:00.000Z' },
  ]);
  expect(police?.chronologyEntries.map((entry) => entry.kind)).toEqual(['missing-episode']);
  expect(withheld(answer)).toEqual([
    'custody',
    'domestic_abuse',
    'identity',
    'incidents',
    'intelligence',
    'locations',
    'warning_markers',
  ]);
});

test('at level 3 the narrative, places, the victim and intelligence stay with the police', async () => {
  const answer = await ask(['mash_analyst'], { purpose: 'CHILD_IN_NEED', level: 3 });
  expect(withheld(answer)).toEqual(['domestic_abuse_victim', 'intelligence', 'locations', 'narrative']);
  expect(answer.data._entities[0]?.police?.incidents?.[1]).toMatchObject({ type: 'ASSAULT', summary: null, location: null });
});

test('the auditor of information governance gets nothing, and cannot tell a known child from an unknown one', async () => {
  const [known, unknown] = await Promise.all([ask(['ig_auditor']), ask(['ig_auditor'], { ids: [] })]);
  expect(known.data).toEqual(unknown.data);
  expect(known.data._entities[0]?.police).toMatchObject({
    sourceHeader: { state: 'WITHHELD' },
    chronologyEntries: [],
    incidents: null,
  });
});

test('a police researcher reads a nominal by its number through own records, sealed incidents included', async () => {
  const caller = new Caller(under, 'police', { agency: 'POLICE', roles: ['police_researcher'] });
  const query = 'query ($id: ID!) { policeRecord(personId: $id) { incidents { reference } intelligence { summary } } }';
  const answer = await caller.ask<{ data: unknown }>(query, { id: '1' });
  expect(answer.data).toEqual({
    policeRecord: {
      incidents: [{ reference: 'LC-3' }, { reference: 'LC-2' }, { reference: 'LC-1' }],
      intelligence: [{ summary: 'Sanitised' }],
    },
  });
  expect((await caller.ask<{ data: unknown }>(query, { id: 'nobody' })).data).toEqual({ policeRecord: null });
  const outsider = new Caller(under, 'police', { agency: 'HEALTH', roles: ['health_navigator', 'police_researcher'] });
  expect((await outsider.ask<{ data: unknown }>(query, { id: '1' })).data).toEqual({ policeRecord: null });
});

test('signals come from what is stored, without what is sealed', async () => {
  const database = await openDatabase({
    name: 'police',
    url: under.database.url,
    entities: [AgencyPerson, AgencyRelationship, ...kinds.map(({ entity }) => entity)],
    migrations: [],
  });
  try {
    const all = await signals.load(['1', '2', 'nobody'], { database });
    const told = (person: string) =>
      signals.derive(all.get(person) ?? fail(), TODAY).map(({ indicator, category }) => `${indicator} (${category})`);
    expect([...all.keys()].sort()).toEqual(['1', '2']);
    expect(told('1')).toEqual([
      'physical_abuse_suspected (incidents)',
      'da_incidents_between_carers (domestic_abuse)',
      'da_chronic_involving_child (domestic_abuse)',
      'da_marac_case (domestic_abuse)',
      'da_strangulation (domestic_abuse_victim)',
      'missing_first (missing_episodes)',
      'offending_starting (custody)',
    ]);
    expect(told('2')).toContain('carers_involved_in_crime (intelligence)');
  } finally {
    await database.destroy();
  }
});

const fail = (): never => {
  throw new Error('no facts were loaded');
};

test('one nominal told by two sources is one person, with the date of birth that either gave', async () => {
  const entities = [AgencyPerson, AgencyRelationship, ...kinds.map(({ entity }) => entity)];
  const database = await openDatabase({ name: 'police', url: under.database.url, entities, migrations: [] });
  try {
    const common = { person: '9', names: '[]', addresses: '[]' };
    await insertRows(under.database.migratorUrl, {
      agency_person: [
        { ...common, key: 'first:9', life_stage: 'CHILD', date_of_birth: '2014-05-01', known_from: '2026-01-01' },
        { ...common, key: 'second:9', life_stage: 'UNKNOWN', known_from: '2026-02-01' },
      ],
    });
    expect((await signals.load(['9'], { database })).get('9')?.person).toMatchObject({
      lifeStage: 'CHILD',
      dateOfBirth: '2014-05-01',
    });
  } finally {
    await database.destroy();
  }
});
