import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AgencyDefinition } from '../../../common/agency/definition';
import { placeHold, liftHold } from '../../../common/retention/legal-hold';
import type { Signal } from '../../../common/signal';
import { standingRows } from '../../../common/standing-rows';
import { definition as police } from '../../../subgraphs/police';
import { CustodyEvent } from '../../../subgraphs/police/records/custody';
import { type AgencyUnderTest, startAgencyUnderTest } from '../../support/agency-caller';
import { published } from '../../support/published';
import { everything, type OpenRetention, openRetention } from './support/retention';

const AGREEMENT = readFileSync(join(__dirname, '../../../policy/agreements/police.yaml'), 'utf8');

/** The police, with signals that do not expire: one for each arrest. */
const definition: AgencyDefinition = {
  ...police,
  signals: {
    load: async (people, { database }) => {
      const rows = await standingRows(database, CustodyEvent, 'personId', people);
      return new Map(people.map((person) => [person, rows.filter(({ personId }) => personId === person) as never]));
    },
    derive: (rows: readonly CustodyEvent[]): Signal[] =>
      rows.map(({ id, arrestedAt }) => ({
        ...{
          indicator: 'x',
          observedOn: arrestedAt.toISOString().slice(0, 10),
          recordedOn: '2010-01-01',
          confidence: 'CONFIRMED',
        },
        ...{ category: 'custody', source: id, disputed: false },
      })) as unknown as Signal[],
    indicators: ['x'],
  },
};

const person = (key: string, change: object = {}) => ({
  ...{ kind: 'person', key, person: key },
  data: {
    ...{ lifeStage: 'ADULT', names: [{ use: 'USUAL', given: ['Ada'], family: 'Example' }] },
    ...{ dateOfBirth: '1980-02-01', addresses: [], ...change },
  },
});
const custody = (key: string, of: string, arrestedAt: string, change: object = {}) => ({
  ...{ kind: 'custody', key, person: of },
  data: { arrestedAt, offence: 'Theft', ...change },
});
const incident = (key: string, occurredAt: string) => ({
  ...{ kind: 'incident', key },
  data: { reference: `LC-${key}`, type: 'DOMESTIC_ABUSE', occurredAt },
});
const involvement = (key: string, of: string, at: string) => ({
  ...{ kind: 'involvement', key, person: of },
  data: { incident: at, role: 'PRESENT' },
});
const assessment = (key: string, at: string) => ({
  ...{ kind: 'domestic-abuse', key },
  data: { incident: at, dashGrade: 'MEDIUM' },
});
const OLD = '2010-03-01T10:00:00Z';
const RECENT = '2026-03-01T10:00:00Z';

let under: AgencyUnderTest;
let open: OpenRetention;
beforeEach(async () => {
  under = await startAgencyUnderTest(definition, AGREEMENT);
  open = await openRetention(under, definition, AGREEMENT, { chunk: 2 });
});
afterEach(async () => {
  await open.close();
  await under.close();
});

const publish = (...records: readonly object[]) =>
  published(under, definition.registered, 'police-v1', {
    'extract.ndjson': records.map((record) => JSON.stringify(record)).join('\n'),
  });
const keysOf = async (table: string): Promise<string[]> =>
  (await open.query<{ key: string }>(`select record_key as key from ${table} order by 1`)).map(({ key }) => key);
const told = async (type: string, of: string): Promise<unknown> =>
  (await open.query<{ payload: unknown }>('select payload from outbox where type = $1 and person = $2', [type, of]))[0]?.payload;
const watch = (of: string) => open.query("insert into watch (person, signals_digest) values ($1, '')", [of]);
const problemsOf = ({ problems }: { readonly problems: readonly { code: string; severity: string; problem: string }[] }) =>
  problems.map(({ code, severity }) => `${severity} ${code}`);

test('what is due goes with its history and its signals, and what is not stays as it was', async () => {
  await watch('1');
  await publish(person('1'), person('2'), custody('c1', '1', OLD), custody('c2', '2', RECENT), custody('c3', '2', OLD));
  await publish(custody('c1', '1', OLD, { disposal: 'Caution' }), custody('c2', '2', RECENT, { disposal: 'Caution' }));
  expect(await told('signals', '1')).toMatchObject({ signals: [{ observedOn: '2010-03-01' }] });
  expect(await keysOf('custody')).toEqual(['c1', 'c1', 'c2', 'c2', 'c3']);
  const [{ id: publicId } = { id: '' }] = await open.query<{ id: string }>("select id from custody where record_key = 'c1'");
  const before = await open.query("select * from custody where person_id = '2' order by row_id");

  const deleted = await open.retention.apply();

  expect(deleted.kinds.filter((kind) => kind.deleted > 0)).toEqual([
    { kind: 'custody', category: 'custody', rule: '10 years after last-contact', deleted: 1 },
    { kind: 'person', category: 'identity', rule: '10 years after last-contact', deleted: 1 },
  ]);
  // The other person's old arrest stays: they were in contact this year.
  expect(await open.query('select * from custody order by row_id')).toEqual(before);
  expect(await told('signals', '1')).toEqual({ type: 'signals', person: '1', signals: [] });
  expect(await told('person', '1')).toEqual({ type: 'person', person: '1', identity: null });
  expect(await told('person', '2')).toMatchObject({ identity: { dateOfBirth: '1980-02-01' } });

  const tombstones = await open.query<Record<string, string>>('select * from tombstone order by id');
  expect(tombstones).toMatchObject([
    { kind: 'custody', record_id: publicId, category: 'custody', rule: '10 years after last-contact', returned_at: null },
    { kind: 'person', category: 'identity' },
  ]);
  expect(tombstones.map(({ key_digest: digest }) => digest)).toEqual([
    expect.stringMatching(/^[0-9a-f]{64}$/),
    expect.stringMatching(/^[0-9a-f]{64}$/),
  ]);
  expect(tombstones[0]?.person_digest).toBe(tombstones[1]?.person_digest);
  expect(await open.query('select * from retention_memory')).toEqual([]);
  expect((await open.retention.apply()).total).toBe(0);
});

test('a dry run says what would go, and changes nothing', async () => {
  await publish(person('1'), custody('c1', '1', OLD), incident('i1', OLD), involvement('v1', '1', 'i1'), assessment('d1', 'i1'));
  const before = await everything(open);
  const { kinds, today, agency, holds } = await open.retention.report();
  expect({ today, agency, holds }).toEqual({ today: '2026-11-22', agency: 'POLICE', holds: [] });
  const of = (name: string) => kinds.find(({ kind }) => kind === name);
  expect(of('custody')).toMatchObject({ rule: '10 years after last-contact', records: 1, due: 1, oldest: '2010-03-01' });
  expect(of('involvement')).toMatchObject({ category: 'incidents', due: 1, oldest: '2010-03-01' });
  expect(of('incident')).toMatchObject({ due: 0, needed: 1 });
  expect(of('intelligence')).toEqual(
    expect.objectContaining({ records: 0, due: 0, held: 0, needed: 0, undated: 0, oldest: null }),
  );
  expect(await everything(open)).toBe(before);
});

test('parts go before their whole, the whole with the last of them, and people last', async () => {
  await publish(
    ...[person('1'), incident('i1', OLD), involvement('v1', '1', 'i1'), assessment('d1', 'i1')],
    ...[incident('i2', RECENT), involvement('v2', '9', 'i2'), involvement('lost', '9', 'nowhere')],
  );
  expect((await open.retention.apply()).total).toBe(4);
  expect(await keysOf('incident')).toEqual(['i2']);
  // A part whose whole is not there has no date.
  expect(await keysOf('involvement')).toEqual(['lost', 'v2']);
  expect(await keysOf('domestic_abuse')).toEqual([]);
  expect(await keysOf('agency_person')).toEqual([]);
  const { kinds } = await open.retention.report();
  expect(kinds.find(({ kind }) => kind === 'involvement')).toMatchObject({ undated: 1 });
});

test('a marker that stands is kept however long ago it was put up', async () => {
  const marker = (key: string, to?: string) => ({
    ...{ kind: 'warning-marker', key, person: '1' },
    data: { marker: 'VULNERABLE', from: '2005-01-01', ...(to === undefined ? {} : { to }) },
  });
  await publish(person('1'), marker('stands'), marker('ended', '2012-01-01'));
  await open.retention.apply();
  expect(await keysOf('warning_marker')).toEqual(['stands']);
  expect(await keysOf('agency_person')).toHaveLength(1);
});

test('what is held is never deleted, and everybody in an incident is held with one of them', async () => {
  await publish(
    ...[person('1'), person('2'), custody('c1', '1', OLD), custody('c2', '2', OLD)],
    ...[incident('i1', OLD), involvement('v1', '1', 'i1'), involvement('v2', '2', 'i1'), assessment('d1', 'i1')],
  );
  const kinds = definition.kinds.map(({ kind }) => kind);
  const hold = { reason: 'Inquiry 7', by: 'Records manager', from: '2026-01-01' };
  const id = await placeHold(open.database.manager, kinds, { ...hold, person: '1' });
  const report = await open.retention.report();
  expect(report.holds).toEqual([
    { id, onPerson: true, kind: null, reason: 'Inquiry 7', by: 'Records manager', from: '2026-01-01', until: null },
  ]);
  expect(report.kinds.find(({ kind }) => kind === 'involvement')).toMatchObject({ due: 0, held: 2 });
  expect(JSON.stringify(report)).not.toContain('Example');

  await open.retention.apply();
  expect(await keysOf('custody')).toEqual(['c1']);
  expect(await keysOf('involvement')).toEqual(['v1', 'v2']);
  expect(await keysOf('domestic_abuse')).toEqual(['d1']);
  expect(await keysOf('incident')).toEqual(['i1']);

  await liftHold(open.database.manager, id, { by: 'Records manager', reason: 'The inquiry has reported' });
  await placeHold(open.database.manager, kinds, { ...hold, kind: 'custody', until: '2026-11-21' });
  const byKind = await placeHold(open.database.manager, kinds, { ...hold, kind: 'custody', until: '2026-11-22' });
  await open.retention.apply();
  expect(await keysOf('custody')).toEqual(['c1']);
  expect(await keysOf('incident')).toEqual([]);
  expect(await keysOf('agency_person')).toHaveLength(1);

  await liftHold(open.database.manager, byKind, { by: 'Records manager', reason: 'Done' });
  await open.retention.apply();
  expect(await keysOf('agency_person')).toEqual([]);
  // The hold that has ended no longer says whom it was on.
  expect(await open.query('select person, person_digest is not null as digest from legal_hold where id = $1', [id])).toEqual([
    { person: null, digest: true },
  ]);
});

test('a hold must hold something, say why and who, and is lifted once', async () => {
  const kinds = ['custody'];
  const place = (change: object) =>
    placeHold(open.database.manager, kinds, { reason: 'r', by: 'b', from: '2026-01-01', kind: 'custody', ...change });
  await expect(place({ kind: undefined })).rejects.toThrow('whom or which kind');
  await expect(place({ kind: 'arrest' })).rejects.toThrow('There is no such kind; known are custody');
  await expect(place({ person: 'nobody' })).rejects.toThrow('knows nobody of that id');
  await expect(place({ reason: ' ' })).rejects.toThrow('may not be empty');
  await expect(place({ from: '1 March' })).rejects.toThrow('YYYY-MM-DD');
  await expect(place({ until: '2025-12-31' })).rejects.toThrow('not before the first');
  const id = await place({});
  const lift = () => liftHold(open.database.manager, id, { by: 'b', reason: 'r' });
  await lift();
  await expect(lift()).rejects.toThrow('No hold of that id stands');
});

describe('publishing again what was deleted', () => {
  test('is refused row by row, naming the rule, and leaves nothing behind', async () => {
    const records = [person('1'), custody('c1', '1', OLD), incident('i1', OLD), involvement('v1', '1', 'i1')];
    await publish(...records, person('2'), custody('c2', '2', RECENT));
    await open.retention.apply();
    const again = await publish(...records, person('2'), custody('c2', '2', RECENT, { disposal: 'Charged' }));
    expect(again.rows).toMatchObject({ read: 6, rejected: 4, unchanged: 1, corrected: 1, accepted: 0 });
    expect(problemsOf(again)).toEqual(new Array(4).fill('error deleted-under-retention'));
    expect(again.problems[1]?.problem).toBe(
      'A record in this row was deleted under the retention rule "custody: 10 years after last-contact", and would be due again',
    );
    expect(await keysOf('custody')).toEqual(['c2', 'c2']);
    expect(await keysOf('incident')).toEqual([]);
    expect(await told('person', '1')).toEqual({ type: 'person', person: '1', identity: null });
  });

  test('is taken when the day it is counted from has moved, and it can go again later', async () => {
    await publish(person('1'), custody('c1', '1', OLD));
    await open.retention.apply();
    const receipt = await publish(person('1'), custody('c1', '1', OLD, { disposal: 'Caution' }), custody('c9', '1', RECENT));
    expect(receipt.rows).toMatchObject({ accepted: 3, rejected: 0 });
    expect(await keysOf('custody')).toEqual(['c1', 'c9']);
    const returned = await open.query<{ back: boolean }>('select returned_at is not null as back from tombstone');
    expect(returned).toEqual([{ back: true }, { back: true }]);

    const later = await openRetention(under, definition, AGREEMENT, { today: '2036-03-02' });
    expect((await later.retention.apply()).total).toBe(3);
    await later.close();
    expect(await open.query('select 1 from tombstone where returned_at is null')).toHaveLength(3);
  });
});

test('a record that was deleted still counts as the last contact with the person', async () => {
  const marker = {
    ...{ kind: 'warning-marker', key: 'w1', person: '1' },
    data: { marker: 'VULNERABLE', from: '2012-01-01', to: '2018-05-05' },
  };
  await publish(person('1'), custody('c1', '1', OLD), marker);
  const on = async (today: string) => {
    const then = await openRetention(under, definition, AGREEMENT, { today });
    const { kinds } = await then.retention.apply();
    await then.close();
    return kinds.filter(({ deleted }) => deleted > 0).map(({ kind }) => kind);
  };
  expect(await on('2024-05-06')).toEqual(['warning-marker']);
  expect(await on('2028-05-05')).toEqual([]);
  expect(await on('2028-05-06')).toEqual(['custody', 'person']);
});

test('deletes in chunks, each whole by itself', async () => {
  await publish(person('1'), ...Array.from({ length: 7 }, (_, index) => custody(`c${index}`, '1', OLD)));
  expect((await open.retention.apply()).total).toBe(8);
  const chunks = await open.query(
    'select count(*)::int as records from tombstone where kind = $1 group by deleted_at order by 1',
    ['custody'],
  );
  expect(chunks).toEqual([{ records: 1 }, { records: 2 }, { records: 2 }, { records: 2 }]);
});

test('a correction or a hold that comes between finding and deleting counts', async () => {
  await publish(person('1'), custody('c1', '1', OLD), custody('c2', '1', OLD));
  const eraser = open.retention as unknown as { eraser: { erase(...given: unknown[]): Promise<number> } };
  const erase = eraser.eraser.erase.bind(eraser.eraser);
  eraser.eraser.erase = async (...given) => {
    await open.query("insert into legal_hold (kind, reason, placed_by, holds_from) values ('custody', 'r', 'b', '2026-01-01')");
    return erase(...given);
  };
  expect((await open.retention.apply()).total).toBe(0);
  expect(await keysOf('custody')).toEqual(['c1', 'c2']);
});
