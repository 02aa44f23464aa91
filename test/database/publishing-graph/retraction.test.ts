import { withClient } from '../../../tools/local-postgres/databases';
import { published } from '../../support/published';
import { definition } from '../../../subgraphs/police';
import { missing, person, Police } from './support';

let police: Police;
beforeAll(async () => {
  police = await Police.start();
});
afterAll(() => police.under.close());

interface Shown {
  readonly missingEpisodes: { readonly id: string }[];
  readonly sourceHeader: { readonly state: string };
  readonly chronologyEntries: { readonly kind: string }[];
}
const FIELDS = 'missingEpisodes { id } sourceHeader { state } chronologyEntries { kind }';
const shown = (of: string) => police.record<Shown>(of, FIELDS);
const signals = async (of: string) => {
  const event = (await police.feed()).get(`signals ${of}`);
  return event?.type === 'signals' ? event.signals.map(({ source }) => source) : undefined;
};
const rows = (sql: string) =>
  withClient(police.under.database.adminUrl, async (client) => (await client.query(sql)).rows as object[]);
const recently = (): string => new Date(Date.now() - 5 * 86_400_000).toISOString();

const episode = (key: string, of: string) =>
  missing(key, of, { reportedAt: recently(), returnedAt: new Date(Date.now() - 4 * 86_400_000).toISOString() });

describe('a retraction', () => {
  test('hides the record in the graph, the chronology, the source state and the feed at once; publishing it again opens it', async () => {
    const first = episode('m1', 'p1');
    await police.publish([person('p1'), first, person('p2'), episode('m2', 'p2')], 'before');
    await police.watch(['p1', 'p2']);
    const before = await shown('p1');
    expect(before).toMatchObject({ missingEpisodes: [{}], chronologyEntries: [{ kind: 'missing-episode' }] });
    expect(await signals('p1')).not.toEqual([]);

    const { data } = await police.retract({ kind: 'missing-episode', key: 'm1', reason: 'Recorded of the wrong child' });
    expect(data.done).toMatchObject({ state: 'COMPLETE', rows: { retracted: 1 } });
    const after = await shown('p1');
    expect(after).toMatchObject({ missingEpisodes: [], chronologyEntries: [] });
    expect(await signals('p1')).toEqual([]);
    expect((await shown('p2')).missingEpisodes).toHaveLength(1);

    expect((await police.publish([first], 'again')).data.done).toMatchObject({ rows: { corrected: 1 } });
    expect((await shown('p1')).missingEpisodes).toEqual(before.missingEpisodes);
    expect(await signals('p1')).not.toEqual([]);
  });

  test('of all that there is of somebody leaves nothing found', async () => {
    await police.publish([episode('m7', 'p7')], 'only');
    expect((await shown('p7')).sourceHeader.state).toBe('RECORDS_FOUND');
    await police.retract({ kind: 'missing-episode', key: 'm7', reason: 'r' });
    const never = (await shown('nobody')).sourceHeader.state;
    expect(never).not.toBe('RECORDS_FOUND');
    expect((await shown('p7')).sourceHeader.state).toBe(never);
  });

  test('keeps the version and the reason, and the publication stays', async () => {
    const kept =
      await rows(`select r.reason, r.kind, r.record_key, p.format, p.state, p.counts -> 'rows' -> 'retracted' as retracted
      from retraction r join publication p on p.id = r.publication_id where record_key = 'm1'`);
    expect(kept).toEqual([
      {
        reason: 'Recorded of the wrong child',
        kind: 'missing-episode',
        record_key: 'm1',
        format: 'retractions-v1',
        state: 'COMPLETE',
        retracted: 1,
      },
    ]);
    const versions = await rows(
      "select retracted_at is null as open, known_to is null as current from missing_episode where record_key = 'm1' order by row_id",
    );
    expect(versions).toEqual([
      { open: false, current: false },
      { open: true, current: true },
    ]);
  });

  test('withdraws a person from the feed, by their own id whatever the format, and tells it again when published again', async () => {
    await police.publish([person('p3')], 'person');
    expect((await police.feed()).get('person p3')).toMatchObject({ identity: { names: [{ family: 'Example' }] } });
    await police.retract({ kind: 'person', key: 'p3', reason: 'No such person' });
    expect((await police.feed()).get('person p3')).toMatchObject({ identity: null });
    await police.publish([person('p3')], 'person again');
    expect((await police.feed()).get('person p3')).toMatchObject({ identity: {} });
  });

  test('of an incident, which is of nobody in particular, changes the signals of those involved in the same moment', async () => {
    const incident = { kind: 'incident', key: 'i1', data: { reference: 'LC-1', type: 'CRUELTY', occurredAt: recently() } };
    const part = { kind: 'involvement', key: 'v1', person: 'p4', data: { incident: 'i1', role: 'VICTIM' } };
    await police.publish([person('p4'), incident, part], 'incident');
    await police.watch(['p1', 'p2', 'p4']);
    expect(await signals('p4')).not.toEqual([]);
    await police.retract({ kind: 'incident', key: 'i1', reason: 'Not a crime' });
    expect(await signals('p4')).toEqual([]);
    const together = await rows(`select o.xid::text = r.xmin::text as together from outbox o, retraction r
      where o.type = 'signals' and o.person = 'p4' and r.record_key = 'i1'`);
    expect(together).toEqual([{ together: true }]);
  });

  test('takes the public id in place of the key', async () => {
    const [{ id } = { id: '' }] = (await shown('p2')).missingEpisodes;
    expect((await police.retract({ kind: 'missing-episode', id, reason: 'r' })).data.done).toMatchObject({
      rows: { retracted: 1 },
    });
    expect((await shown('p2')).missingEpisodes).toEqual([]);
    expect((await police.retract({ kind: 'missing-episode', id, reason: 'r' })).data.done).toMatchObject({
      rows: { unchanged: 1, retracted: 0 },
    });
  });

  test.each([
    ['of what is not there', { kind: 'missing-episode', key: 'nowhere', reason: 'r' }, 'no-such-record'],
    ['by the id of another kind', { kind: 'custody', id: '7a6b0f3e-5d0c-4f5e-9a53-0d6d2f1d2c11', reason: 'r' }, 'no-such-record'],
    ['by what is no id', { kind: 'custody', id: 'abc', reason: 'r' }, 'invalid-value'],
    ['of a kind the agency does not keep', { kind: 'exclusion', key: 'm1', reason: 'r' }, 'unknown-kind'],
  ])('%s is rejected and says so', async (_, named, code) => {
    const { data } = await police.retract(named);
    expect(data.done).toMatchObject({
      state: 'COMPLETE',
      rows: { rejected: 1, retracted: 0 },
      problems: { edges: [{ node: { code } }] },
    });
  });

  test.each([
    [{ kind: 'custody', reason: 'r' }],
    [{ kind: 'custody', key: 'a', id: 'b', reason: 'r' }],
    [{ kind: 'custody', key: 'a', reason: ' ' }],
  ])('that does not say what and why is refused: %j', async (named) => {
    expect((await police.retract(named)).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  test('in a file stands in the order of its lines', async () => {
    const line = (record: object) => JSON.stringify(record);
    const taken = (key: string) => line({ kind: 'missing-episode', key, retract: 'A test' });
    const text = [
      line(missing('f1', 'p5')),
      taken('f1'),
      line(missing('f2', 'p5')),
      taken('f2'),
      line(missing('f2', 'p5')),
      taken('f2-no'),
    ].join('\n');
    const receipt = await published(police.under, definition.registered, 'police-v1', { 'a.ndjson': text });
    expect(receipt).toMatchObject({ rows: { read: 6, accepted: 2, retracted: 2, corrected: 1, rejected: 1 } });
    const standing = await rows(
      "select record_key from missing_episode where person_id = 'p5' and known_to is null and retracted_at is null",
    );
    expect(standing).toEqual([{ record_key: 'f2' }]);
  });

  test('of a person in a file names them as the file does', async () => {
    await police.publish([person('p6')], 'six');
    const receipt = await published(police.under, definition.registered, 'police-v1', {
      'a.ndjson': JSON.stringify({ kind: 'person', key: 'p6', retract: 'A test' }),
    });
    expect(receipt).toMatchObject({ rows: { retracted: 1 } });
    expect((await police.feed()).get('person p6')).toMatchObject({ identity: null });
  });
});
