import { readFileSync } from 'node:fs';
import { compileAgreement } from '../../../common/access/compile-agreement';
import { openDatabase } from '../../../common/database';
import { WatchedSignals } from '../../../common/feed/watched-signals';
import { SealRefused, type Sealing, sealRecord } from '../../../common/sealing/sealing';
import { definition } from '../../../subgraphs/police';
import { type AgencyUnderTest, Caller, startAgencyUnderTest } from '../../support/agency-caller';
import { insertYouth as insertRows } from '../../support/sample-rows';
import type { DataSource } from 'typeorm';

const AGREEMENT = readFileSync('policy/agreements/police.yaml', 'utf8');

let under: AgencyUnderTest;
let database: DataSource;
beforeAll(async () => {
  under = await startAgencyUnderTest(definition, AGREEMENT);
  const nobody = null as never;
  await insertRows(under.database.migratorUrl, {
    agency_person: [{ person: '1', key: '1', life_stage: 'CHILD', date_of_birth: '2014-02-01', addresses: '[]', names: '[]' }],
    incident: [
      { person: nobody, key: 'i1', reference: 'LC-1', type: 'DOMESTIC_ABUSE', occurred_at: '2026-10-01T20:00:00Z' },
      { person: nobody, key: 'i2', reference: 'LC-2', type: 'ASSAULT', occurred_at: '2026-10-02T20:00:00Z' },
    ],
    involvement: [
      { person: '1', key: 'v1', incident: 'i1', role: 'PRESENT' },
      { person: '1', key: 'v2', incident: 'i2', role: 'VICTIM' },
    ],
    domestic_abuse: [{ person: nobody, key: 'd1', incident: 'i1', dash_grade: 'HIGH' }],
  });
  const entities = [...new Set(definition.kinds.map(({ entity }) => entity))];
  database = await openDatabase({ name: 'seal', url: under.database.url, entities, migrations: [] });
}, 120_000);
afterAll(async () => {
  await database.destroy();
  await under.close();
});

const QUERY =
  'query ($people: [_Any!]!) { _entities(representations: $people) { ... on Child { police { incidents { reference } domesticAbuseIncidents { dashGrade } chronologyEntries { headline } sourceHeader { state } } } } }';
async function seenThroughACase(): Promise<string> {
  const caller = new Caller(under, 'police', { agency: 'MASH', roles: ['mash_analyst'] });
  const grant = await caller.grant({ purpose: 'SECTION_47', level: 4, ids: ['1'] });
  const people = [{ __typename: 'Child', id: 'child-1', view: 'v', grants: { police: grant } }];
  const { data } = await caller.ask<{ data: unknown }>(QUERY, { people });
  return JSON.stringify(data);
}

async function seal(more: Partial<Sealing>): Promise<number> {
  const agreement = compileAgreement(AGREEMENT, 'police.yaml');
  const signals = new WatchedSignals({ database, signals: definition.signals, agreement, now: () => new Date() });
  const sealing = {
    kind: 'incident',
    id: '',
    sealed: true,
    reason: 'An informant could be named',
    by: 'records manager',
    ...more,
  };
  return sealRecord(sealing, { database, kinds: definition.kinds, signals });
}
const idOf = async (key: string): Promise<string> =>
  (await database.query('select id from incident where record_key = $1', [key]))[0].id;

test('a sealed incident goes with its parts, from every list, count and state, and comes back when it is opened', async () => {
  const before = await seenThroughACase();
  expect(before).toContain('LC-1');
  expect(before).toContain('HIGH');
  expect(await seal({ id: await idOf('i1') })).toBe(3);
  const sealed = await seenThroughACase();
  expect(sealed).not.toContain('LC-1');
  expect(sealed).not.toContain('HIGH');
  expect(sealed).toContain('LC-2');
  const own = new Caller(under, 'police', { agency: 'POLICE', roles: ['police_researcher'] });
  const { data } = await own.ask<{ data: unknown }>('{ policeRecord(personId: "1") { incidents { reference } } }');
  expect(JSON.stringify(data)).toContain('LC-1');
  expect(await seal({ id: await idOf('i1'), sealed: false })).toBe(3);
  expect(await seenThroughACase()).toBe(before);
  const kept = await database.query('select kind, sealed, records, reason, by_whom from seal_change order by id');
  expect(kept).toEqual([
    { kind: 'incident', sealed: true, records: 3, reason: 'An informant could be named', by_whom: 'records manager' },
    { kind: 'incident', sealed: false, records: 3, reason: 'An informant could be named', by_whom: 'records manager' },
  ]);
});

test.each<[string, () => Promise<Partial<Sealing>>]>([
  ['a kind that the agency does not keep', async () => ({ kind: 'loan', id: await idOf('i2') })],
  ['an id that is none', async () => ({ id: "x' or true --" })],
  ['a record that is not there', async () => ({ id: '00000000-0000-4000-8000-000000000000' })],
  ['no reason', async () => ({ id: await idOf('i2'), reason: ' ' })],
  ['nobody who did it', async () => ({ id: await idOf('i2'), by: '' })],
  ['opening what is open', async () => ({ id: await idOf('i2'), sealed: false })],
])('is refused: %s', async (_what, more) => {
  const before = await seenThroughACase();
  await expect(more().then(seal)).rejects.toThrow(SealRefused);
  expect(await seenThroughACase()).toBe(before);
});
