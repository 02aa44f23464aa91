import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { definition } from '../../../subgraphs/health';
import { type AgencyUnderTest, Caller, startAgencyUnderTest } from '../../support/agency-caller';
import { insertPublication, insertYouth as insertRows } from '../../support/sample-rows';

const AGREEMENT = readFileSync(join(__dirname, '../../../policy/agreements/health.yaml'), 'utf8');
const SNOMED = 'http://snomed.info/sct';

let under: AgencyUnderTest;
beforeAll(async () => {
  under = await startAgencyUnderTest(definition, AGREEMENT);
  await insertPublication(under.database.migratorUrl);
  const coded = { person: 'c', system: SNOMED, recorded_on: '2026-06-01' };
  await insertRows(under.database.migratorUrl, {
    condition: [
      { ...coded, key: 'k1', code: '195967001', display: 'Asthma', safeguarding: false, source_row: 11 },
      { ...coded, key: 'k2', code: '836881000000105', safeguarding: true, source_row: 12 },
      { ...coded, key: 'k3', code: '713201008', display: 'At risk of FGM', safeguarding: true, source_row: 13 },
    ],
    health_flag: [{ person: 'c', key: 'f1', type: 'FGM', active: true, source_row: 14 }],
  });
});
afterAll(() => under.close());

test('what is shown apart from the row it is made of still says where that row came from', async () => {
  const caller = new Caller(under, 'health');
  const people = [{ __typename: 'Child', id: 'child-1', view: 'v', grants: { health: await caller.grant({ ids: ['c'] }) } }];
  const row = '{ provenance { sourceSystem row } }';
  const answer = await caller.ask(
    `query ($people: [_Any!]!) { _entities(representations: $people) { ... on Child { health {
      conditions ${row} safeguardingCodes ${row} femaleGenitalMutilation ${row}
    } } } }`,
    { people },
  );
  const from = (...rows: number[]) => rows.map((one) => ({ provenance: { sourceSystem: 'health/sample', row: one } }));
  expect(answer).toMatchObject({
    data: {
      _entities: [{ health: { conditions: from(11), safeguardingCodes: from(12), femaleGenitalMutilation: from(14, 13) } }],
    },
  });
  expect(answer).not.toHaveProperty('errors');
});
