import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { dueForDeletion } from '../../../common/retention/due';
import { standingOf, isRuled, type RuledKind } from '../../../common/retention/kind-retention';
import { addDays } from '../../../common/time';
import { type AgencyUnderTest, startAgencyUnderTest } from '../../support/agency-caller';
import { SAMPLE_AGREEMENT, sampleAgency } from '../../support/sample-agency';
import { insertPublication, insertYouth } from '../../support/sample-rows';
import { type OpenRetention, openRetention } from './support/retention';

const TODAY = '2026-11-22';

let under: AgencyUnderTest;
let open: OpenRetention;
beforeAll(async () => {
  under = await startAgencyUnderTest(sampleAgency, SAMPLE_AGREEMENT);
  open = await openRetention(under, sampleAgency, SAMPLE_AGREEMENT, { today: TODAY });
  await insertPublication(under.database.migratorUrl);
});
afterAll(async () => {
  await open.close();
  await under.close();
});

interface Person {
  readonly id: string;
  readonly born: string | null;
  readonly held: boolean;
  readonly attended: readonly string[];
  /** Days on which concerns arrived: they carry no day of their own. */
  readonly concerned: readonly string[];
}

const day = fc.integer({ min: 0, max: 11_000 }).map((days) => addDays('1996-01-01', days));
const people = fc.array(
  fc.record({
    id: fc.uuid(),
    born: fc.option(day, { nil: null, freq: 5 }),
    held: fc.boolean(),
    attended: fc.array(day, { maxLength: 3 }),
    concerned: fc.array(day, { maxLength: 2 }),
  }),
  { minLength: 120, maxLength: 120 },
);

const TOLD = '2015-05-05';
const latest = (days: readonly string[]): string | undefined => [...days].sort().at(-1);

test('the SQL says of every record what dueForDeletion says', async () => {
  const [sample = []] = fc.sample(people, { numRuns: 1, seed: 20261122 });
  await insertYouth(under.database.migratorUrl, {
    agency_person: sample.map(({ id, born }) => ({
      ...{ person: id, key: id, known_from: `${TOLD}T12:00:00Z` },
      ...{ life_stage: 'CHILD', names: '[]', addresses: '[]', date_of_birth: born },
    })),
    attendance: sample.flatMap(({ id, attended }) =>
      attended.map((on, index) => ({ person: id, key: `a${index}-${id}`, attended_on: on, venue: 'Hall' })),
    ),
    concern: sample.flatMap(({ id, concerned }) =>
      concerned.map((on, index) => ({
        ...{ person: id, key: `c${index}-${id}`, known_from: `${on}T12:00:00Z` },
        ...{ attendance: 'none', sex: 'F', words: 'w' },
      })),
    ),
  });
  for (const { id } of sample.filter(({ held }) => held)) {
    await open.query("insert into legal_hold (person, reason, placed_by, holds_from) values ($1, 'r', 'b', '2026-01-01')", [id]);
  }

  const expected = new Map<string, string>();
  const note = (kind: string, key: string, event: string | null, recorded: string, person: Person, needed = false) => {
    const { rule } = ruled(kind);
    expected.set(`${kind} ${key}`, dueForDeletion({ event, recorded, held: person.held, needed }, rule, TODAY));
  };
  for (const person of sample) {
    const contact = latest([...person.attended, ...person.concerned]) ?? TOLD;
    const needed = person.attended.length + person.concerned.length > 0;
    person.attended.forEach((on, index) => {
      note('attendance', `a${index}-${person.id}`, contact, on, person);
    });
    person.concerned.forEach((on, index) => {
      note('concern', `c${index}-${person.id}`, person.born, on, person);
    });
    note('person', person.id, contact, contact, person, needed);
  }
  const states = [...expected.values()];
  expect([...new Set(states)].sort()).toEqual(['DUE', 'HELD', 'KEPT', 'NEEDED', 'UNDATED']);

  const found = new Map<string, string>();
  for (const kind of ['attendance', 'concern', 'person']) {
    const keys = [...expected.keys()].flatMap((name) => (name.startsWith(`${kind} `) ? [name.slice(kind.length + 1)] : []));
    const stood = await open.database.transaction((manager) => standingOf(manager, open.retention.sql, ruled(kind), TODAY, keys));
    for (const { key, state } of stood) found.set(`${kind} ${key}`, state);
  }
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));

  // The set-wide query of the dry run agrees.
  const { kinds } = await open.retention.report();
  for (const { kind, due, held, needed, undated } of kinds) {
    const of = (state: string) => [...expected].filter(([name, one]) => name.startsWith(`${kind} `) && one === state).length;
    expect({ kind, due, held, needed, undated }).toEqual({
      ...{ kind, due: of('DUE'), held: of('HELD') },
      ...{ needed: of('NEEDED'), undated: of('UNDATED') },
    });
  }
});

test('a relationship is kept for the later of its two ends, and for either of them', async () => {
  const [mother, child, other] = [randomUUID(), randomUUID(), randomUUID()];
  const row = (person: string) => ({ person, key: person, life_stage: 'CHILD', names: '[]', addresses: '[]' });
  const old = { known_from: '2010-01-01T12:00:00Z' };
  await insertYouth(under.database.migratorUrl, {
    agency_person: [mother, child, other].map((person) => ({ ...row(person), ...old })),
    attendance: [{ person: child, key: `a-${child}`, attended_on: '2025-01-01', venue: 'Hall' }],
    agency_relationship: [
      { person: mother, key: `r-${child}`, type: 'MOTHER', of_person: child, ...old },
      { person: mother, key: `r-${other}`, type: 'MOTHER', of_person: other, ...old },
      { person: mother, key: 'r-unknown', type: 'MOTHER', of_person: 'unknown', ...old },
    ],
  });
  const stateOf = async () => {
    const keys = [`r-${child}`, `r-${other}`, 'r-unknown'];
    const stood = await open.database.transaction((manager) =>
      standingOf(manager, open.retention.sql, ruled('relationship'), TODAY, keys),
    );
    return stood.map(({ state }) => state);
  };
  expect(await stateOf()).toEqual(['KEPT', 'DUE', 'UNDATED']);
  await open.query("insert into legal_hold (person, reason, placed_by, holds_from) values ($1, 'r', 'b', '2026-01-01')", [other]);
  expect(await stateOf()).toEqual(['KEPT', 'HELD', 'UNDATED']);
});

function ruled(name: string): RuledKind {
  const kind = open.retention.kinds.find((one) => one.kind === name);
  if (kind === undefined || !isRuled(kind)) throw new Error(`No rule for ${name}`);
  return kind;
}
