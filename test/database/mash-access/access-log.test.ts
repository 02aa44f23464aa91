import { randomUUID } from 'node:crypto';
import { createSigningKey } from '../../../common/tokens/keys';
import { openCase, type Session, startTestHub, type TestHub } from './support/hub';

let hub: TestHub;
let caseId = '';
beforeAll(async () => {
  hub = await startTestHub();
  caseId = await openCase(hub, { subjects: [hub.people.ada as string] });
});
afterAll(() => hub.close());

const entryFor = ({ rid }: Session, more: object = {}) => ({
  rid,
  operationName: 'Collated',
  operationHash: 'a'.repeat(64),
  disclosures: [
    {
      custodian: 'police',
      entry: {
        ...{
          person: hub.people.ada,
          caseId,
          purpose: 'SECTION_47',
          agreement: 'POLICE-7',
          asKnownOn: '2026-10-01T09:00:00.000Z',
        },
        released: [{ category: 'incidents', rule: 'police/incidents/content/section-47', fields: ['PoliceRecord.incidents'] }],
        withheld: [{ category: 'intelligence', rule: 'police/intelligence/no-line', fields: ['PoliceRecord.intelligence'] }],
        incidents: ['a value that has no business here'],
      },
    },
  ],
  unavailable: ['HEALTH'],
  ...more,
});
const send = (session: Session, body: unknown, ...by: [] | [Awaited<ReturnType<typeof createSigningKey>>]) =>
  hub.call('/access-log', session.tokens.mash as string, body, ...by);
const rowsOf = (rid: string) => hub.database.query('select * from access_log where rid = $1', [rid]);

test('commits one row before it answers: who, whose, through what, by which rules', async () => {
  const session = await hub.signIn('mash-analyst');
  expect((await send(session, entryFor(session))).status).toBe(204);
  const [row] = await rowsOf(session.rid);
  expect(row).toMatchObject({
    ...{
      member: hub.memberId('mash-analyst'),
      agency: 'MASH',
      roles: ['mash_analyst'],
      persons: [hub.people.ada],
      unavailable: ['HEALTH'],
    },
    cases: [{ id: caseId, purpose: 'SECTION_47', basis: 'PUBLIC_TASK', level: 4 }],
    agreements: { police: 'POLICE-7' },
    ...{ operation_name: 'Collated', operation_hash: 'a'.repeat(64) },
  });
  expect(row.disclosures[0].entry).toMatchObject({ agreement: 'POLICE-7', asKnownOn: '2026-10-01T09:00:00.000Z' });
  expect(row.disclosures[0].entry.withheld[0].rule).toBe('police/intelligence/no-line');
});

test('keeps no value, whatever a custodian puts beside the names of fields', async () => {
  const session = await hub.signIn('mash-analyst');
  await send(session, entryFor(session));
  expect(JSON.stringify(await rowsOf(session.rid))).not.toContain('a value');
});

test('takes entries from the gateway only, and only for the request of the token', async () => {
  const session = await hub.signIn('mash-analyst');
  expect((await send(session, entryFor(session), await createSigningKey())).status).toBe(401);
  expect((await send(session, entryFor(session, { rid: randomUUID() }))).status).toBe(400);
  expect(await rowsOf(session.rid)).toEqual([]);
});

test.each([
  ['nothing', null],
  ['a list', []],
  ['a name with text in it', { operationName: 'Ada Ash; born 2017' }],
  ['a hash that is none', { operationHash: 'abc' }],
  [
    'an unknown custodian',
    { disclosures: [{ custodian: 'elsewhere', entry: { purpose: 'AUDIT', agreement: '1', released: [], withheld: [] } }] },
  ],
  ['a kind that the gateway has no business with', { kind: 'BREAK_GLASS' }],
  [
    'a disclosure without the agreement it was decided by',
    { disclosures: [{ custodian: 'police', entry: { purpose: 'AUDIT', released: [], withheld: [] } }] },
  ],
  [
    'a field with a value in it',
    {
      disclosures: [
        {
          custodian: 'police',
          entry: {
            purpose: 'AUDIT',
            agreement: '1',
            withheld: [],
            released: [{ category: 'x', rule: 'y', fields: ['Ada Ash'] }],
          },
        },
      ],
    },
  ],
])('refuses %s', async (_, more) => {
  const session = await hub.signIn('mash-analyst');
  const body = more === null || Array.isArray(more) ? more : entryFor(session, more);
  expect((await send(session, body)).status).toBe(400);
  expect(await rowsOf(session.rid)).toEqual([]);
});

const UPDATED: Readonly<Record<string, string>> = {
  ledger_leaf: 'hash',
  ledger_node: 'hash',
  ledger_checkpoint: 'root',
  ledger_cosignature: 'cosignature',
};

test.each([
  'ledger',
  'ledger_leaf',
  'ledger_node',
  'ledger_checkpoint',
  'ledger_cosignature',
  'access_log_before_ledger',
  'case_change',
])('the service itself can neither change nor remove a row of %s', async (table) => {
  for (const statement of [
    `update ${table} set ${UPDATED[table] ?? 'rid'} = default`,
    `delete from ${table}`,
    `truncate ${table}`,
    `drop table ${table}`,
  ]) {
    await expect(hub.database.query(statement)).rejects.toThrow(/permission denied|must be owner/);
  }
});
