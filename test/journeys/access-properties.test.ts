import { randomUUID } from 'node:crypto';
import { Journey, type Json } from '../support/journey';
import { print } from '../support/print';
import { compareSamples } from '../support/rank-test';
import { interferenceOf, NonInterference } from './support/non-interference';
import { openEveryKind } from './support/cases-of-every-kind';
import { samePaths } from './support/path-invariance';

const RUNS = 60;
/** Samples of either kind; four standard deviations of chance stay within what is allowed. */
const ROUNDS = 250;

let journey: Journey;
beforeAll(async () => {
  journey = await Journey.start();
}, 120_000);
afterAll(() => journey?.stop(), 30_000);

test('a child who is not theirs and a child who does not exist take the same time', async () => {
  const theirs = await someoneElse();
  const ask = async (id: string): Promise<{ text: string; ms: number }> => {
    const { text, ms } = await journey
      .as('mash-analyst')
      .query('query ($id: ID!) { child(id: $id, purpose: SECTION_47) { id names { family } police { incidents { id } } } }', {
        id,
      });
    return { text, ms };
  };
  for (let warm = 0; warm < 10; warm += 1) await ask(randomUUID());
  const [denied, absent]: [number[], number[]] = [[], []];
  const texts = new Set<string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    // Either goes first in turn, so that whatever else the machine does falls on both alike.
    const order =
      round % 2 === 0
        ? ([
            [theirs, denied],
            [randomUUID(), absent],
          ] as const)
        : ([
            [randomUUID(), absent],
            [theirs, denied],
          ] as const);
    for (const [id, samples] of order) {
      const { text, ms } = await ask(id);
      texts.add(text);
      samples.push(ms);
    }
  }
  const { likelySlower, z, p, medians } = compareSamples(denied, absent);
  print(
    `denied against absent: n=${ROUNDS} each, medians ${medians.map((one) => one.toFixed(2)).join(' and ')} ms, Mann-Whitney z=${z.toFixed(2)} p=${p.toFixed(3)}, denied slower in ${(likelySlower * 100).toFixed(1)} % of pairs`,
  );
  expect([...texts]).toEqual(['{"data":{"child":null}}\n']);
  // Half of the pairs either way. Of equals, this share varies by 0.026 (one standard deviation) with so many samples.
  expect(Math.abs(likelySlower - 0.5)).toBeLessThan(0.1);
}, 300_000);

/** A child of the borough whom no case of the analyst reaches, one known to as many agencies as there is. */
async function someoneElse(): Promise<string> {
  const children: string[] = await journey.inDatabase('mash', async (client) => {
    const { rows } = await client.query(
      `select hub::text as id from agency_person where identity ->> 'dateOfBirth' > '2010-01-01' and hub not in (select person from case_subject)
       group by hub order by count(*) desc, hub`,
    );
    return rows.map(({ id }: Json) => id);
  });
  for (const id of children) {
    const { data, errors } = await journey
      .as('mash-analyst')
      .query('query ($id: ID!) { child(id: $id, purpose: SECTION_47) { id } }', { id });
    if (errors.length === 0 && data.child === null) return id;
  }
  throw new Error('Every child of this borough is in a case');
}

test('every path to a field gives the same answer', async () => {
  const cases = await openEveryKind(journey, journey.demonstration.childId);
  const { compared, wrong } = await samePaths(journey, cases, 40);
  print(`path invariance: ${compared} fields compared over other paths`);
  expect(wrong).toEqual([]);
  expect(compared).toBeGreaterThan(1_000);
}, 300_000);

test('what a viewer may not learn changes no byte of what they are answered', async () => {
  const property = await NonInterference.prepare(journey);
  const found: string[] = [];
  const kinds = new Map<string, number>();
  for (let run = 0; run < RUNS; run += 1) {
    const one = await property.run();
    const kind = typeof one.secret === 'string' ? 'case' : one.secret.kind;
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    const wrong = interferenceOf(one);
    if (wrong !== undefined) found.push(wrong);
  }
  print(
    `non-interference: ${RUNS} runs of seed ${property.seed} (${[...kinds].map(([kind, count]) => `${kind} ${count}`).join(', ')}), ${found.length} interfered`,
  );
  expect(found).toEqual([]);
}, 600_000);
