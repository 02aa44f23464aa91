import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { definition } from '../../../subgraphs/police';
import { type AgencyUnderTest, Caller, startAgencyUnderTest } from '../../support/agency-caller';
import { published } from '../../support/published';
import { insertYouth as insertRows } from '../../support/sample-rows';

const AGREEMENT = readFileSync(join(__dirname, '../../../policy/agreements/police.yaml'), 'utf8');
const PROVENANCE = 'provenance { sourceSystem publication file row receivedAt recordedBy }';

const person = {
  ...{ kind: 'person', key: '1', person: '1' },
  data: { lifeStage: 'CHILD', names: [{ use: 'USUAL', given: ['Ada'], family: 'Example' }], addresses: [] },
};
const incident = {
  kind: 'incident',
  key: 'i1',
  data: { reference: 'LC-1', type: 'DOMESTIC_ABUSE', occurredAt: '2026-10-01T20:00:00Z' },
};
const involvement = { kind: 'involvement', key: 'v1', person: '1', data: { incident: 'i1', role: 'PRESENT' } };
const graded = (dashGrade: string) => ({ kind: 'domestic-abuse', key: 'd1', data: { incident: 'i1', dashGrade } });
const lines = (...records: object[]) => records.map((record) => JSON.stringify(record)).join('\n');

let under: AgencyUnderTest;
beforeAll(async () => {
  under = await startAgencyUnderTest(definition, AGREEMENT);
});
afterAll(() => under.close());

async function ask(ids: string[], selections: string, change: Parameters<Caller['grant']>[0] = {}) {
  const caller = new Caller(under, 'police');
  const people = [{ __typename: 'Child', id: 'child-1', view: 'v', grants: { police: await caller.grant({ ids, ...change }) } }];
  const query = `query ($people: [_Any!]!) { _entities(representations: $people) { ... on Child { ${selections} } } }`;
  const answer = await caller.ask<{ data: { _entities: Record<string, unknown>[] }; errors?: unknown }>(query, { people });
  expect(answer.errors).toBeUndefined();
  return answer.data._entities[0];
}

test('a decision can be read again on what was known then, and each version says which publication it came in', async () => {
  const before = new Date().toISOString();
  const first = await published(under, definition.registered, 'police-v1', {
    'people.ndjson': lines(person),
    'records.ndjson': lines(incident, involvement, graded('MEDIUM')),
  });
  expect(first).toMatchObject({ state: 'COMPLETE', rows: { accepted: 4 } });
  const decided = new Date().toISOString();
  // The next version must not begin within the millisecond of the decision.
  await setTimeout(5);
  const second = await published(under, definition.registered, 'police-v1', { 'records.ndjson': lines(graded('HIGH')) });
  expect(second).toMatchObject({ state: 'COMPLETE', rows: { corrected: 1 } });

  const record = `persons { names { given } ${PROVENANCE} } domesticAbuseIncidents { id dashGrade ${PROVENANCE} } incidents { involvement { role } }`;
  const answer = await ask(
    ['1'],
    `before: police(asKnownOn: "${before}") { ${record} } decided: police(asKnownOn: "${decided}") { ${record} } police { ${record} }`,
  );
  const from = ({ id, receivedAt, publishedBy }: typeof first, file: number, row: number) => ({
    ...{ sourceSystem: 'police/police-v1', publication: id, file, row, receivedAt, recordedBy: publishedBy },
  });
  const people = [{ names: [{ given: ['Ada'] }], provenance: from(first, 1, 1) }];
  const incidents = [{ involvement: [{ role: 'PRESENT' }] }];
  const id = expect.any(String);
  expect(answer).toEqual({
    before: { persons: [], domesticAbuseIncidents: [], incidents: [] },
    decided: { persons: people, incidents, domesticAbuseIncidents: [{ id, dashGrade: 'MEDIUM', provenance: from(first, 2, 3) }] },
    police: { persons: people, incidents, domesticAbuseIncidents: [{ id, dashGrade: 'HIGH', provenance: from(second, 1, 1) }] },
  });
});

test('what is worked out from the day is worked out for the day asked about', async () => {
  await insertRows(under.database.migratorUrl, {
    agency_person: [{ person: '2', key: '2', life_stage: 'CHILD', names: '[]', addresses: '[]' }],
    warning_marker: [{ person: '2', key: 'w1', marker: 'VULNERABLE', valid_from: '2026-01-01', valid_to: '2026-06-01' }],
  });
  const standing = 'persons { standingMarkers }';
  const answer = await ask(['2'], `may: police(asKnownOn: "2026-05-01T00:00:00Z") { ${standing} } police { ${standing} }`);
  expect(answer).toEqual({ may: { persons: [{ standingMarkers: 1 }] }, police: { persons: [{ standingMarkers: 0 }] } });
});

test('the agreement decides as of now, whatever instant is asked about', async () => {
  const caller = new Caller(under, 'police');
  const grant = await caller.grant({ ids: ['1'], level: 2, purpose: 'EARLY_HELP', basis: 'CONSENT' });
  const answer = await caller.ask<{ data: unknown; errors: { extensions: object }[] }>(
    `query ($people: [_Any!]!) { _entities(representations: $people) { ... on Child {
      past: police(asKnownOn: "2026-05-01T00:00:00Z") { intelligence { ${PROVENANCE} } }
    } } }`,
    { people: [{ __typename: 'Child', id: 'child-1', view: 'v', grants: { police: grant } }] },
  );
  expect(answer.data).toEqual({ _entities: [{ past: { intelligence: null } }] });
  expect(answer.errors).toMatchObject([{ extensions: { code: 'WITHHELD', category: 'intelligence' } }]);
});
