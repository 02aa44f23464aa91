import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Random } from '../../demo/random';
import { endPostgres } from '../soak/support/killing';
import { killWhileLooking, LEDGER_VICTIMS } from '../soak/support/looking';
import { eventually } from '../support/eventually';
import { Journey, type Json } from '../support/journey';
import { exportOf } from '../support/ledger-export';

/** Ledger evasion (attack group 10), against a whole running hub. */

const SEED = Number(process.env.SOAK_SEED ?? Date.now() % 1_000_000);

let journey: Journey;
let folder: string;
beforeAll(async () => {
  journey = await Journey.start({ children: 10 });
  folder = mkdtempSync(join(tmpdir(), 'mash-ledger-export-'));
}, 120_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await endPostgres(journey);
  await journey?.stop();
}, 60_000);

const count = (statement: string): Promise<number> =>
  journey.inDatabase('mash', async (client) => Number((await client.query<{ count: string }>(statement)).rows[0]?.count));

/** Runs the verifier as an outsider would: its own process, the folder and nothing else. */
async function verify(): Promise<{ code: number; said: string }> {
  const verifier = join(__dirname, '../../dist/tools/verify-ledger/main.js');
  return promisify(execFile)(process.execPath, [verifier, folder]).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    ({ code, stdout }: { code: number; stdout: string }) => ({ code, said: stdout }),
  );
}

test('an operation of any size that is answered has an entry, and one that is too large has no answer', async () => {
  const { childId: id, caseId } = journey.demonstration;
  const aliases = Array.from({ length: 40 }, (_, at) => `a${at}: id`).join(' ');
  const query = `query Large($id: ID!, $caseId: ID!) { child(id: $id, purpose: SECTION_47, caseId: $caseId) { ${aliases} } }`;
  expect((await journey.as('mash-analyst').query(query, { id, caseId })).data.child.a39).toBe(id);
  const entries = () => count("select count(*) from access_log where operation_name in ('Large', 'Larger')");
  expect(await entries()).toBe(1);
  const larger = query.replace('Large', 'Larger').replace(aliases, aliases.replaceAll(/a(\d+)/g, 'b$1 : id c$1'));
  expect((await journey.as('mash-analyst').query(larger, { id, caseId })).data).toBeUndefined();
  expect(await entries()).toBe(1);
});

test('a full ledger releases nothing', async () => {
  // Whatever makes an insert fail: here a table that takes no more rows.
  await journey.inDatabase('mash', (client) => client.query('alter table ledger add constraint is_full check (false) not valid'));
  try {
    const { childId: id, caseId } = journey.demonstration;
    const query = 'query Full($id: ID!, $caseId: ID!) { child(id: $id, purpose: SECTION_47, caseId: $caseId) { id } }';
    const { status, text } = await journey.as('mash-analyst').query(query, { id, caseId });
    expect(status).toBe(503);
    expect(text).not.toContain(id);
    const list = await journey.as('police-publisher').publishing('police/publications');
    expect(list).toEqual({ status: 503, body: { error: 'LEDGER_UNAVAILABLE', message: expect.any(String) } });
  } finally {
    await journey.inDatabase('mash', (client) => client.query('alter table ledger drop constraint is_full'));
  }
});

test('a case cannot be opened without its entry', async () => {
  await journey.inDatabase('mash', (client) => client.query('revoke insert on ledger from mash_app'));
  const cases = () => count('select count(*) from "case"');
  const before = await cases();
  try {
    const input = {
      subjects: [journey.demonstration.childId],
      purpose: 'SECTION_47',
      basis: 'PUBLIC_TASK',
      level: 4,
      consent: 'GIVEN',
      team: 'mash',
      reason: 'x',
    };
    const mutation = 'mutation Open($input: ContactInput!) { submitContact(input: $input) { id } }';
    expect((await journey.as('mash-analyst').query(mutation, { input })).data?.submitContact ?? null).toBeNull();
  } finally {
    await journey.inDatabase('mash', (client) => client.query('grant insert on ledger to mash_app'));
  }
  expect(await cases()).toBe(before);
});

describe('an export, verified by itself', () => {
  beforeAll(async () => {
    // Until every custodian has signed for what is sealed so far.
    const sealed = await count('select coalesce(max(size), 0) as count from ledger_checkpoint');
    await eventually(
      () => count(`select count(distinct custodian) from ledger_cosignature where size >= ${sealed}`),
      (custodians) => custodians === 4,
      60_000,
    );
    await exportOf(journey, folder);
  }, 90_000);

  const lines = (name: string) => readFileSync(join(folder, name), 'utf8').split('\n');
  const write = (name: string, changed: readonly string[]) => writeFileSync(join(folder, name), changed.join('\n'));

  test('is whole: every entry sealed or about to be, cosigned by all four, and the same as they logged themselves', async () => {
    const { code, said } = await verify();
    expect({ code, said }).toEqual({ code: 0, said: expect.stringContaining('The ledger is whole.') });
  });

  test.each([
    ['edited', 'ROOT_DIFFERS', (all: string[]) => all.map((line, at) => (at === 5 ? line.replace('"v":1', '"v":2') : line))],
    ['deleted', 'ROOT_DIFFERS', (all: string[]) => all.filter((_, at) => at !== 5)],
    ['moved', 'ROOT_DIFFERS', (all: string[]) => [...all.slice(0, 5), all[6] ?? '', all[5] ?? '', ...all.slice(7)]],
    ['repeated', 'ENTRY_REPEATED', (all: string[]) => [...all.slice(0, 5), all[4] ?? '', ...all.slice(5)]],
    ['cut off at the end', 'ENTRIES_MISSING', (all: string[]) => [...all.slice(0, -3), '']],
  ])('is not whole once an entry is %s', async (_, found, change) => {
    const before = lines('entries.jsonl');
    write('entries.jsonl', change(before));
    try {
      const { code, said } = await verify();
      expect({ code, said }).toEqual({ code: 1, said: expect.stringContaining(found) });
    } finally {
      write('entries.jsonl', before);
    }
  });

  test('holds no name, number or word of a record', () => {
    const all = ['entries.jsonl', 'unsealed.jsonl', 'custodians/police/disclosures.jsonl'].map((name) => lines(name).join('\n'));
    expect(all.join('\n')).not.toMatch(/Hartley|Amelia|shouting|999000\d{4}|Westholme/);
  });

  test('tells every case that was opened, with whom it is about and not why', () => {
    const entries = lines('entries.jsonl')
      .filter(Boolean)
      .map((line): Json => JSON.parse(line));
    const cases = entries.filter(({ kind }) => kind === 'CASE_CHANGE');
    expect(cases.length).toBeGreaterThan(0);
    for (const { persons, detail, cases: terms } of cases) {
      expect(persons.length).toBeGreaterThan(0);
      expect(detail.status).toMatch(/^(OPEN|CLOSED)$/);
      expect(terms[0].reference).toMatch(/^MASH-/);
    }
    expect(new Set(entries.map(({ kind }) => kind))).toEqual(new Set(['CASE_CHANGE', 'RECEIPT', 'RESPONSE', 'SEARCH']));
  });
});

// Last: what a custodian disclosed while somebody was killed stands in no entry, and the verifier rightly asks about it.
test.each(Object.keys(LEDGER_VICTIMS))(
  `%s is killed while people look (seed ${SEED}): every answer that was released is recorded`,
  async (victim) => {
    const looking = await killWhileLooking(journey, victim, new Random(SEED));
    expect(looking.released.size).toBeGreaterThan(0);
    expect(await looking.unrecorded()).toEqual([]);
  },
  120_000,
);
