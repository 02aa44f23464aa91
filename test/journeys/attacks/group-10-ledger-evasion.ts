import { connect } from 'node:net';
import { eventually } from '../../support/eventually';
import { hub, type Json, looking, probe } from './support/attacked';

/** No row, no data: what can be reached over HTTP. Tampering with the ledger itself is the verifier's. */

const CHILD = probe(
  'ledger',
  'query Evasion($id: ID!, $purpose: Purpose!, $caseId: ID) { child(id: $id, purpose: $purpose, caseId: $caseId) { id names { family } police { incidents { id summary } } } }',
);
const NAMED = probe('ledger-named', `query ${'N'.repeat(300)} { me { id } }`);

const rows = (): Promise<Json[]> =>
  hub().inDatabase('mash', async (client) => (await client.query('select * from access_log order by id')).rows);
const ask = () => hub().as('mash-analyst').query(CHILD, looking());
const NOTHING = { status: 503, data: undefined };

function expectNothing({ status, data, text }: { status: number; data: Json; text: string }): void {
  expect({ status, data }).toEqual(NOTHING);
  expect(JSON.parse(text).errors).toEqual([{ message: expect.any(String), extensions: { code: 'LEDGER_UNAVAILABLE' } }]);
}

describe('10. Ledger evasion', () => {
  afterEach(() => {
    hub().standIn('mash').behaviour = undefined;
  });

  test.each<[string, (path: string) => boolean, number]>([
    ['is full', (path) => path === '/access-log', 507],
    ['fails', (path) => path === '/access-log', 500],
    ['refuses the row', (path) => path === '/access-log', 400],
    ['says that it took it, in another way', (path) => path === '/access-log', 200],
  ])('when the ledger %s, nothing is released', async (_what, matches, status) => {
    hub().standIn('mash').behaviour = ({ path }, response) => (matches(path) ? response.writeHead(status).end() : undefined);
    expectNothing(await ask());
  });

  test('when the ledger hangs up or never answers, nothing is released', async () => {
    hub().standIn('mash').behaviour = ({ path }, response) => (path === '/access-log' ? response.destroy() : undefined);
    expectNothing(await ask());
    hub().standIn('mash').behaviour = ({ path }) => (path === '/access-log' ? new Promise(() => undefined) : undefined);
    expectNothing(await ask());
  }, 20_000);

  test('when the table takes no more rows, nothing is released; afterwards it is again', async () => {
    const change = (sql: string) => hub().inDatabase('mash', (client) => client.query(sql));
    await change('alter table ledger add constraint full_up check (seq < 0) not valid');
    try {
      expectNothing(await ask());
    } finally {
      await change('alter table ledger drop constraint full_up');
    }
    expect((await ask()).data.child.id).toBe(looking().id);
  });

  test('a client that goes away once the data is there leaves the row all the same', async () => {
    const before = (await rows()).length;
    const token = await hub().token('mash-analyst');
    const body = JSON.stringify({ query: CHILD, variables: looking() });
    let gone = false;
    hub().standIn('mash').behaviour = ({ path }) => {
      if (path === '/access-log' && !gone) {
        gone = true;
        socket.destroy();
      }
    };
    const socket = connect(Number(new URL(hub().gatewayUrl).port), '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    const after = await eventually(rows, (all) => all.length > before);
    expect(gone).toBe(true);
    expect(after.at(-1).persons).toContain(looking().id);
  });

  test('no name, alias or size of an operation makes its row fail: it is in the ledger or it is refused', async () => {
    const before = (await rows()).length;
    const named = await hub().as('mash-analyst').query(NAMED);
    expect(named.errors).toEqual([]);
    const after = await rows();
    expect(after).toHaveLength(before + 1);
    expect(after.at(-1).operation_name.length).toBeLessThanOrEqual(100);
  });

  test('the service’s own role can neither change nor remove a row', async () => {
    const rights: string[] = await hub().inDatabase('mash', async (client) =>
      (
        await client.query(
          "select privilege_type as p from information_schema.role_table_grants where table_name = 'ledger' and grantee = 'mash_app'",
        )
      ).rows.map(({ p }) => p),
    );
    expect(rights.sort()).toEqual(['INSERT', 'SELECT']);
  });
});
