import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { readCheckpoint } from '../../../common/ledger/checkpoint';
import { leafHash } from '../../../common/ledger/hashes';
import { provesConsistency } from '../../../common/ledger/proofs';
import { keySetOf } from '../../../common/tokens/key-set';
import { record } from '../../../subgraphs/mash/ledger/record';
import { LedgerChanged, Sealer } from '../../../subgraphs/mash/ledger/sealer';
import { consistencyProof } from '../../../subgraphs/mash/ledger/tree-store';
import { rootsOf } from '../../unit/ledger/support/export';
import { type LedgerUnderTest, look, openLedger } from './support/ledger';

let ledger: LedgerUnderTest;
beforeEach(async () => {
  ledger = await openLedger();
});
afterEach(() => ledger.close());

const sealer = (batch?: number, clock = () => new Date()): Sealer =>
  new Sealer({ database: ledger.database, key: ledger.key, clock, ...(batch === undefined ? {} : { batch }) });
const write = async (count: number): Promise<void> => {
  for (let at = 0; at < count; at += 1) await record(ledger.database, look());
};
const entriesInOrder = async (): Promise<string[]> => {
  const rows: { bytes: Buffer }[] = await ledger.database.query(
    'select l.bytes from ledger_leaf join ledger l on l.seq = entry order by leaf',
  );
  return rows.map(({ bytes }) => bytes.toString('utf8'));
};
const checkpoints = (): Promise<{ size: string; root: Buffer; checkpoint: string }[]> =>
  ledger.database.query('select size, root, checkpoint from ledger_checkpoint order by size');
/** Until nothing is left to seal: another test's open transaction may hold the horizon back for a moment. */
const sealAll = async (one: Sealer, expected: number): Promise<void> => {
  for (let tries = 0; tries < 200 && (await entriesInOrder()).length < expected; tries += 1) {
    if ((await one.seal()) === 0) await sleep(25);
  }
};

test('every entry gets one place, and each checkpoint has the root that the RFC defines over what was written', async () => {
  const one = sealer(4);
  await write(11);
  await sealAll(one, 11);
  await write(2);
  await sealAll(one, 13);
  const entries = await entriesInOrder();
  expect(entries).toHaveLength(13);
  const roots = rootsOf(entries);
  const keys = await keySetOf({ keys: [ledger.key.publicJwk] });
  const signed = await checkpoints();
  expect(signed.at(-1)?.size).toBe('13');
  for (const { size, root, checkpoint } of signed) {
    expect(root.equals(roots(Number(size)))).toBe(true);
    expect(await readCheckpoint(checkpoint, keys)).toMatchObject({ size: Number(size), root });
  }
});

test('any two checkpoints have a proof that the later continues the earlier', async () => {
  const one = sealer(3);
  await write(10);
  await sealAll(one, 10);
  const signed = await checkpoints();
  for (const first of signed) {
    for (const second of signed.filter(({ size }) => Number(size) >= Number(first.size))) {
      const claim = { first: Number(first.size), second: Number(second.size), firstRoot: first.root, secondRoot: second.root };
      expect(provesConsistency(claim, await consistencyProof(ledger.database, claim.first, claim.second))).toBe(true);
    }
  }
});

test('an entry whose transaction is open is never passed over: the sealer waits below it, and seals it when it commits', async () => {
  const slow = new Client({ connectionString: ledger.fresh.url });
  await slow.connect();
  try {
    await slow.query('begin');
    await slow.query(
      "insert into ledger (at, kind, rid, member, persons, bytes) values (now(), 'RESPONSE', 'slow', 'm', '{}', 'slow')",
    );
    await write(3);
    const one = sealer();
    for (let tries = 0; tries < 5; tries += 1) expect(await one.seal()).toBe(0);
    await slow.query('commit');
    await sealAll(one, 4);
    expect(await entriesInOrder()).toContain('slow');
  } finally {
    await slow.end();
  }
});

test('what was rolled back leaves no gap', async () => {
  await write(1);
  await expect(
    ledger.database.transaction(async (tx) => {
      await record(tx, look());
      throw new Error('changed my mind');
    }),
  ).rejects.toThrow('changed my mind');
  await write(1);
  await sealAll(sealer(), 2);
  expect(await entriesInOrder()).toHaveLength(2);
});

test('two sealers at once make one tree', async () => {
  await write(40);
  const [one, two] = [sealer(3), sealer(3)];
  for (let tries = 0; tries < 100 && (await entriesInOrder()).length < 40; tries += 1) {
    await Promise.all([one.seal(), two.seal()]);
  }
  const entries = await entriesInOrder();
  expect(new Set(entries).size).toBe(40);
  expect((await checkpoints()).at(-1)?.root.equals(rootsOf(entries)(40))).toBe(true);
});

test('entries of a database that was restored elsewhere are sealed too, though their transactions are still to come', async () => {
  const client = new Client({ connectionString: ledger.fresh.adminUrl });
  await client.connect();
  await client.query(
    "insert into ledger (xid, at, kind, rid, member, persons, bytes) values ('9000000000', now(), 'RESPONSE', 'r', 'm', '{}', 'restored')",
  );
  await client.end();
  await write(1);
  await sealAll(sealer(), 2);
  expect(await entriesInOrder()).toHaveLength(2);
});

test('a clock that goes back does not date a checkpoint before the one it follows', async () => {
  await write(1);
  await sealAll(
    sealer(undefined, () => new Date('2026-11-22T12:00:00Z')),
    1,
  );
  await write(1);
  await sealAll(
    sealer(undefined, () => new Date('2026-11-22T11:00:00Z')),
    2,
  );
  const keys = await keySetOf({ keys: [ledger.key.publicJwk] });
  const dates = await Promise.all(
    (await checkpoints()).map(async ({ checkpoint }) => (await readCheckpoint(checkpoint, keys))?.at),
  );
  expect(dates.map((at) => at?.toISOString())).toEqual(['2026-11-22T12:00:00.000Z', '2026-11-22T12:00:00.000Z']);
});

test.each([
  ['a leaf was changed', 'update ledger_leaf set hash = sha256(hash) where leaf = 4'],
  ['a leaf was taken out', 'delete from ledger_leaf where leaf = 4'],
  ['a checkpoint was taken away', 'delete from ledger_checkpoint where size = 5'],
  ['a checkpoint was changed', 'update ledger_checkpoint set root = sha256(root)'],
])('nothing more is signed once %s', async (_, tamper) => {
  await write(5);
  await sealAll(sealer(), 5);
  const client = new Client({ connectionString: ledger.fresh.adminUrl });
  await client.connect();
  await client.query(tamper);
  await client.end();
  await write(1);
  await expect(sealAll(sealer(), 6)).rejects.toThrow(LedgerChanged);
});

test('the hash of an entry is of the bytes that are stored', async () => {
  await write(1);
  await sealAll(sealer(), 1);
  const [row]: { bytes: Buffer; hash: Buffer }[] = await ledger.database.query(
    'select bytes, hash from ledger_leaf join ledger on seq = entry',
  );
  expect(row && leafHash(row.bytes).equals(row.hash)).toBe(true);
});

test.each([
  ['a name', { persons: ['Amelia Hartley'] }],
  ['words', { detail: { reason: 'was hit by her father' } }],
  ['words as a name', { detail: { 'was hit': 1 } }],
  ['a date of birth with a name', { operation: { name: 'x y', hash: 'a' } }],
])('%s is not taken, and nothing is written', async (_, change) => {
  await expect(record(ledger.database, look(change))).rejects.toThrow('ids and codes only');
  const [row]: { count: string }[] = await ledger.database.query('select count(*) from ledger');
  expect(row?.count).toBe('0');
});
