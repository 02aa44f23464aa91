import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { openDatabase } from '../../../common/database';
import { openLog } from '../../../common/logger';
import { keySetOf } from '../../../common/tokens/key-set';
import type { SigningKey } from '../../../common/tokens/keys';
import { signService } from '../../../common/tokens/service-token';
import { custodianClient, type CustodianClient } from '../../../subgraphs/mash/ledger/custodian-client';
import { deliverCheckpoint } from '../../../subgraphs/mash/ledger/delivery';
import { record } from '../../../subgraphs/mash/ledger/record';
import { Sealer } from '../../../subgraphs/mash/ledger/sealer';
import { HUB_MIGRATIONS } from '../../../subgraphs/mash/migrations';
import { exportLedger } from '../../../tools/ledger/export-ledger';
import { lossText, readLoss } from '../../../tools/ledger/loss';
import { acceptLedger, type Restart, restartLedger } from '../../../tools/ledger/restart';
import { verifyLedger } from '../../../tools/verify-ledger/verify';
import { type AgencyUnderTest, Caller, startAgencyUnderTest } from '../../support/agency-caller';
import { freshDatabase } from '../../support/postgres';
import { SAMPLE_AGREEMENT, sampleAgency } from '../../support/sample-agency';
import { type LedgerUnderTest, look, openLedger } from './support/ledger';

/** The hub's database is lost after a backup: what an agency keeps bounds the loss, and decides what the ledger may go on as. */

let under: AgencyUnderTest;
let client: CustodianClient;
let lost: LedgerUnderTest;
let hub: LedgerUnderTest;
let folder: string;

const sealed = async ({ database }: LedgerUnderTest, key: SigningKey, rids: readonly string[]): Promise<void> => {
  for (const rid of rids)
    await record(database, look({ by: { sub: 'https://sign-in.test|analyst', agency: 'MASH', roles: ['mash_analyst'], rid } }));
  const sealer = new Sealer({ database, key, clock: () => new Date() });
  for (const until = Date.now() + 20_000; Date.now() < until; await sleep(10)) {
    await sealer.seal();
    const [{ left }] = await database.query('select (select count(*) from ledger) - (select count(*) from ledger_leaf) as left');
    if (left === '0') return;
  }
  throw new Error('Entries were not sealed');
};
const deliver = async ({ database }: LedgerUnderTest) =>
  deliverCheckpoint({
    ...{ custodian: 'youth', client, database, clock: () => new Date() },
    ...{ keys: await keySetOf({ keys: [under.own.publicJwk] }), log: openLog('test', 'silent') },
  });
const asAgency = async <T>(work: (database: Awaited<ReturnType<typeof openDatabase>>) => Promise<T>): Promise<T> => {
  const database = await openDatabase({ name: 'agency', url: under.database.url, entities: [], migrations: [] });
  try {
    return await work(database);
  } finally {
    await database.destroy();
  }
};
const newestRefusal = async (): Promise<string | undefined> => {
  const database = new Client({ connectionString: under.database.adminUrl });
  await database.connect();
  const { rows } = await database.query<{ reason: string }>('select reason from refused_checkpoint order by id desc limit 1');
  await database.end();
  return rows[0]?.reason;
};
const exported = async (): Promise<void> => {
  rmSync(folder, { recursive: true, force: true });
  const jwks = (name: string, key: SigningKey) => {
    const file = join(tmpdir(), `${name}-${under.database.name}.json`);
    writeFileSync(file, JSON.stringify({ keys: [key.publicJwk] }));
    return file;
  };
  await exportLedger(
    {
      hub: hub.fresh.adminUrl,
      custodians: { youth: under.database.adminUrl },
      keys: { ledger: jwks('ledger', under.ledger), youth: jwks('youth', under.own) },
    },
    folder,
  );
};
const QUERY =
  'query ($people: [_Any!]!) { _entities(representations: $people) { ... on Child { youth { attendances { attendedOn } } } } }';
/** The agency discloses something in a request. */
const disclosed = async (): Promise<string> => {
  const caller = new Caller(under, 'youth');
  const people = [{ __typename: 'Child', id: 'child-1', view: 'v', grants: { youth: await caller.grant({}) } }];
  await caller.ask(QUERY, { people });
  return caller.principal.rid;
};

let unrecorded: string;
let restart: Restart;

beforeAll(async () => {
  folder = join(mkdtempSync(join(tmpdir(), 'restore-ledger-')), 'export');
  under = await startAgencyUnderTest(sampleAgency, SAMPLE_AGREEMENT);
  client = custodianClient({ url: under.service.url, token: () => signService(under.hub, 'youth', 'ledger', new Date()) });
  lost = await openLedger();
  await sealed(lost, under.ledger, ['r1', 'r2', 'r3']);
  expect(await deliver(lost)).toBe('COSIGNED');
  await sealed(lost, under.ledger, ['r4', 'r5']);
  expect(await deliver(lost)).toBe('COSIGNED');
  // The backup: five entries, each of them signed for.
  await lost.database.destroy();
  const copy = await freshDatabase({ name: 'ledger', template: lost.fresh.name });
  const reopen = (fresh: typeof copy) =>
    openDatabase({ name: 'ledger', url: fresh.url, migratorUrl: fresh.migratorUrl, entities: [], migrations: HUB_MIGRATIONS });
  const after = await reopen(lost.fresh);
  unrecorded = await disclosed();
  await sealed({ ...lost, database: after }, under.ledger, [unrecorded, 'r7', 'r8']);
  expect(await deliver({ ...lost, database: after })).toBe('COSIGNED');
  await after.destroy();
  const database = await reopen(copy);
  hub = { ...lost, fresh: copy, database };
}, 60_000);

afterAll(async () => {
  await client.close();
  await hub.database.destroy();
  await hub.fresh.drop();
  await lost.fresh.drop();
  await under.close();
  rmSync(join(folder, '..'), { recursive: true, force: true });
});

test('the loss is bounded by what the agency keeps, and each disclosure in it is named', async () => {
  await exported();
  const loss = await readLoss(folder, ['youth']);
  expect(loss).toMatchObject({ entries: 5, atLeast: 3, custodians: [{ name: 'youth', agrees: 5, newest: { size: 8 } }] });
  expect(loss.custodians[0]?.unrecorded).toEqual([expect.objectContaining({ custodian: 'youth', rid: unrecorded })]);
  expect(lossText(loss)).toContain('youth: agrees up to size 5, keeps size 8 of ');
  expect(lossText(loss)).toContain('1 disclosures in 1 requests stand in no entry');
});

test('until the agency’s own people accept it, the ledger that goes on is signed for by nobody', async () => {
  restart = await restartLedger(hub.database, 'duty-manager');
  expect(restart.size).toBe(5);
  await sealed(hub, under.ledger, ['r9']);
  expect(await deliver(hub)).toBe('REFUSED');
  expect(await newestRefusal()).toBe('OTHER_LEDGER');
});

test('one that must continue more than was restored is not signed for either', async () => {
  const { ledger, after } = restart;
  await asAgency((database) => acceptLedger(database, { ledger, after, size: 8, by: 'records', reason: 'the wrong number' }));
  await sealed(hub, under.ledger, ['r9-again']);
  expect(await deliver(hub)).toBe('REFUSED');
  // Eight entries by now, and others than the eight that the agency keeps.
  expect(await newestRefusal()).toBe('FORKED');
});

test('accepted, it is signed for with proof that it continues what is kept; the ledger before is over', async () => {
  const { ledger, after, size } = restart;
  await asAgency((database) => acceptLedger(database, { ledger, after, size, by: 'records', reason: 'the disk was lost' }));
  expect(await deliver(hub)).toBe('COSIGNED');
  await sealed(hub, under.ledger, ['r10']);
  expect(await deliver(hub)).toBe('COSIGNED');
  const [{ checkpoint }] = await hub.database.query('select checkpoint from ledger_checkpoint where size = 5');
  expect(await client.deliver(checkpoint, 5, [])).toEqual({ state: 'REFUSED', reason: 'OTHER_LEDGER' });
});

test('the verifier says for ever that it was restored and what was lost, and nothing else is wrong', async () => {
  await exported();
  const { codes, lines } = await verifyLedger(folder);
  expect([...codes].sort()).toEqual(['ENTRIES_LOST', 'LEDGER_RESTORED']);
  expect(lines.join('\n')).toMatch(/youth keeps size 8 of .*; 5 were left/);
});

test('the agency’s service can take nothing back of what was accepted', async () => {
  for (const statement of ['delete from ledger_accepted', "update ledger_accepted set size = 0 where ledger <> ''"])
    await expect(asAgency((database) => database.query(statement))).rejects.toThrow(/permission denied/);
});
