import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { checkpointDigest, readCosignature, signCheckpoint } from '../../../common/ledger/checkpoint';
import { disclosureDigest } from '../../../common/ledger/disclosure-digest';
import { openLog } from '../../../common/logger';
import { keySetOf } from '../../../common/tokens/key-set';
import { createSigningKey, type SigningKey } from '../../../common/tokens/keys';
import { signService } from '../../../common/tokens/service-token';
import { custodianClient, type CustodianClient } from '../../../subgraphs/mash/ledger/custodian-client';
import { deliverCheckpoint, type DeliveryOutcome } from '../../../subgraphs/mash/ledger/delivery';
import { record } from '../../../subgraphs/mash/ledger/record';
import { Sealer } from '../../../subgraphs/mash/ledger/sealer';
import { type AgencyUnderTest, Caller, startAgencyUnderTest } from '../../support/agency-caller';
import { SAMPLE_AGREEMENT, sampleAgency } from '../../support/sample-agency';
import { checkpointOf, entryOf, instantOf, LEDGER, rootsOf } from '../../unit/ledger/support/export';
import { type LedgerUnderTest, look, openLedger } from './support/ledger';

/** An agency as a witness of the ledger, and the hub that shows it each checkpoint. */

let under: AgencyUnderTest;
let client: CustodianClient;
beforeEach(async () => {
  under = await startAgencyUnderTest(sampleAgency, SAMPLE_AGREEMENT);
  client = clientOf();
});
afterEach(async () => {
  await client.close();
  await under.close();
});

const clientOf = (scope = 'ledger', key?: SigningKey): CustodianClient =>
  custodianClient({ url: under.service.url, token: () => signService(key ?? under.hub, 'youth', scope, new Date()) });
const inAgency = async <T extends object>(statement: string): Promise<T[]> => {
  const database = new Client({ connectionString: under.database.adminUrl });
  await database.connect();
  try {
    return (await database.query<T>(statement)).rows;
  } finally {
    await database.end();
  }
};
const kept = () => inAgency<{ size: string }>('select size from kept_checkpoint order by size');
const refusals = () => inAgency<{ reason: string }>('select reason from refused_checkpoint order by id');

describe('a custodian', () => {
  const entries = Array.from({ length: 8 }, (_, index) => entryOf(index));
  const keys = () => ({ ledger: under.ledger, police: under.own, health: under.own });
  const checkpoint = (size: number, of = entries, at = instantOf(size)) => checkpointOf(of, size, keys(), at);

  test('cosigns the first checkpoint it is shown, and the same one again', async () => {
    const signed = checkpoint(3);
    const first = await client.deliver(signed, 0, []);
    expect(first).toMatchObject({ state: 'COSIGNED' });
    expect(await client.deliver(signed, 0, [])).toEqual(first);
    const read = await readCosignature(
      (first as { cosignature: string }).cosignature,
      await keySetOf({ keys: [under.own.publicJwk] }),
    );
    expect(read).toMatchObject({ custodian: 'youth', checkpoint: checkpointDigest(signed), size: 3 });
    expect(await kept()).toEqual([{ size: '3' }]);
  });

  test('asks for a proof from the checkpoint that it has', async () => {
    await client.deliver(checkpoint(3), 0, []);
    expect(await client.deliver(checkpoint(5), 0, [])).toEqual({ state: 'OTHER_PROOF', size: 3 });
    expect(await refusals()).toEqual([]);
  });

  test.each([
    ['SHRUNK', 'a smaller ledger', () => checkpoint(3)],
    [
      'FORKED',
      'another ledger of the same size',
      () =>
        checkpoint(
          5,
          Array.from({ length: 5 }, (_, index) => entryOf(index)),
        ),
    ],
    ['NOT_PROVED', 'a larger ledger without a proof', () => checkpoint(8)],
    ['CLOCK_BACK', 'a larger ledger from an earlier time', () => checkpoint(8, entries, instantOf(1))],
    [
      'OTHER_LEDGER',
      'a ledger with another id',
      () =>
        signCheckpoint(under.ledger, { ledger: LEDGER.replace('0', '9'), size: 8, root: rootsOf(entries)(8), at: instantOf(8) }),
    ],
  ])('keeps as evidence, and does not sign: %s, %s', async (reason, _, signed) => {
    await client.deliver(checkpoint(5), 0, []);
    expect(await client.deliver(signed(), 5, [])).toEqual({ state: 'REFUSED', reason });
    expect(await refusals()).toEqual([{ reason }]);
    expect(await kept()).toEqual([{ size: '5' }]);
  });

  test('believes nobody but the ledger’s own key, and nobody but the hub may bring anything', async () => {
    const other = await createSigningKey();
    const foreign = checkpointOf(entries, 3, { ...keys(), ledger: other });
    expect(await client.deliver(foreign, 0, [])).toEqual({ state: 'REFUSED', reason: 'STATUS_403' });
    for (const stranger of [clientOf('feed'), clientOf('ledger', other)]) {
      expect(await stranger.deliver(checkpoint(3), 0, [])).toEqual({ state: 'REFUSED', reason: 'STATUS_401' });
      await expect(stranger.disclosures(new Date(0), new Date())).rejects.toThrow('bad-page');
      await stranger.close();
    }
    expect(await kept()).toEqual([]);
  });

  test('can neither change nor remove what it keeps, nor its own log', async () => {
    for (const table of ['kept_checkpoint', 'refused_checkpoint', 'disclosure_log']) {
      for (const statement of [`delete from ${table}`, `truncate ${table}`, `drop table ${table}`]) {
        const database = new Client({ connectionString: under.database.url });
        await database.connect();
        await expect(database.query(statement)).rejects.toThrow(/permission denied|must be owner/);
        await database.end();
      }
    }
  });
});

describe('the hub', () => {
  let ledger: LedgerUnderTest;
  beforeEach(async () => {
    ledger = await openLedger();
  });
  afterEach(() => ledger.close());

  const deliver = async (key = under.own): Promise<DeliveryOutcome> =>
    deliverCheckpoint({
      ...{ custodian: 'youth', client, database: ledger.database },
      ...{ keys: await keySetOf({ keys: [key.publicJwk] }), log: openLog('test', 'silent'), clock: () => new Date() },
    });
  const sealed = async (count: number): Promise<void> => {
    const sealer = new Sealer({ database: ledger.database, key: under.ledger, clock: () => new Date() });
    for (let at = 0; at < count; at += 1) await record(ledger.database, look());
    for (let left = count; left > 0; ) {
      left -= await sealer.seal();
      await sleep(10);
    }
  };

  test('shows each new checkpoint with its proof, and keeps the cosignature', async () => {
    expect(await deliver()).toBe('NOTHING_NEW');
    for (const count of [1, 2, 5]) {
      await sealed(count);
      expect(await deliver()).toBe('COSIGNED');
      expect(await deliver()).toBe('NOTHING_NEW');
    }
    expect(await kept()).toEqual([{ size: '1' }, { size: '3' }, { size: '8' }]);
    const copies = await ledger.database.query('select size from ledger_cosignature order by size');
    expect(copies).toEqual([{ size: '1' }, { size: '3' }, { size: '8' }]);
  });

  test('goes on from what the custodian has, when the answer to the last delivery was lost', async () => {
    await sealed(3);
    const [{ checkpoint }]: [{ checkpoint: string }] = await ledger.database.query('select checkpoint from ledger_checkpoint');
    await client.deliver(checkpoint, 0, []);
    await sealed(2);
    expect(await deliver()).toBe('COSIGNED');
  });

  test('keeps no cosignature that is not this custodian’s', async () => {
    await sealed(1);
    expect(await deliver(await createSigningKey())).toBe('REFUSED');
    expect(await ledger.database.query('select * from ledger_cosignature')).toEqual([]);
  });

  test('that was put back to an earlier day is refused, and the evidence is kept', async () => {
    await sealed(4);
    expect(await deliver()).toBe('COSIGNED');
    await ledger.close();
    ledger = await openLedger();
    await sealed(2);
    expect(await deliver()).toBe('REFUSED');
    expect(await refusals()).toEqual([{ reason: 'OTHER_LEDGER' }]);
  });
});

describe('a custodian’s own log', () => {
  const QUERY = `query ($people: [_Any!]!) { _entities(representations: $people) { ... on Child { youth {
    attendances { attendedOn venue } } } } }`;
  const ask = async (caller: Caller, change: object = {}) => {
    const people = [{ __typename: 'Child', id: 'child-1', view: 'v', grants: { youth: await caller.grant(change) } }];
    return caller.ask<{ data?: unknown; errors?: unknown; extensions?: { disclosures: never[] } }>(QUERY, { people });
  };

  test('has what was disclosed under the request’s id before it is answered: own ids, no id of the hub', async () => {
    const caller = new Caller(under, 'youth');
    const { extensions } = await ask(caller, { ids: ['1', '2'] });
    const [row, ...more] = await inAgency<Record<string, unknown>>('select * from disclosure_log');
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      ...{ rid: caller.principal.rid, member: caller.principal.sub, purpose: 'SECTION_47', agreement: '1', persons: ['1', '2'] },
      released: [expect.objectContaining({ category: 'attendance', fields: ['YouthRecord.attendances'] })],
      digest: disclosureDigest((extensions?.disclosures ?? [])[0] as never),
    });
    expect(JSON.stringify(row)).not.toMatch(/child-1|case-1/);
  });

  test('tells the hub which requests were answered, by time and by page', async () => {
    const callers = Array.from({ length: 3 }, () => new Caller(under, 'youth'));
    for (const caller of callers) await ask(caller);
    const told = await client.disclosures(new Date(Date.now() - 60_000), new Date(Date.now() + 60_000));
    expect(told.map(({ rid }) => rid)).toEqual(callers.map(({ principal }) => principal.rid));
    expect(await client.disclosures(new Date(0), new Date(1))).toEqual([]);
  });

  test('that cannot be written ends the answer: no data, and nothing told', async () => {
    await inAgency(`revoke insert on disclosure_log from ${under.database.name}_app`);
    const answer = await ask(new Caller(under, 'youth'));
    expect(answer).toEqual({ errors: [{ message: expect.any(String), extensions: { code: 'INTERNAL' } }] });
    const caller = new Caller(under, 'youth', { agency: 'YOUTH', roles: ['early_help_worker'], rid: randomUUID() });
    expect(await caller.ask('{ youthRecord(personId: "1") { attendances { id } } }')).not.toHaveProperty('data');
  });

  test('names the person whose record own staff asked for', async () => {
    const caller = new Caller(under, 'youth', { agency: 'YOUTH', roles: ['early_help_worker'] });
    await caller.ask('{ youthRecord(personId: "1") { attendances { id } } }');
    expect(await inAgency('select purpose, persons from disclosure_log')).toEqual([{ purpose: 'OWN_RECORDS', persons: ['1'] }]);
  });
});
