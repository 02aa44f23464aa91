import fc from 'fast-check';
import { buildSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { Doomed } from '../unit/gateway/engine/support/doomed';
import { TwoWays } from '../unit/gateway/engine/support/difference';
import { type Asked, OperationArbitrary } from '../unit/gateway/engine/support/operations';

/** The engine under many thousands of operations. The seed is new each time unless `MASH_SEED` gives one, and is printed. */

const SEED = Number(process.env.MASH_SEED ?? Date.now() % 2 ** 31);
const ALIKE = Number(process.env.MASH_OPERATIONS ?? 20_000);
const THROWN = 50_000;
const FATAL = 200;
const AT_ONCE = 50;
const TEXTS = ['c1', 'c2', 'c3', 'c4', 'a1', 'a2', 'k1', 'k2', 'o1', 'north', 'nobody'];

const tell = (text: string): void => void process.stdout.write(`${text}\n`);

test(`${ALIKE} operations are answered as one schema answers them`, async () => {
  tell(`seed ${SEED}`);
  const ways = new TwoWays();
  await ways.start();
  try {
    let asked = 0;
    await fc.assert(
      fc.asyncProperty(new OperationArbitrary(ways.whole, TEXTS).operations(), async (operation) => {
        expect(await ways.byEngine(operation)).toEqual(await ways.byGraphql(operation));
        asked += 1;
      }),
      { seed: SEED, numRuns: ALIKE },
    );
    tell(`${asked} operations, 0 differences in data, order of names or places of errors`);
  } finally {
    ways.close();
  }
}, 3_600_000);

test(`${THROWN} operations are thrown at the planner, ${FATAL} of them fatal, and every one is answered`, async () => {
  tell(`seed ${SEED}`);
  const doomed = new Doomed({ deadlineMs: 2_000, waitMs: 60_000, mostBytes: 400 * 1024 * 1024 });
  await doomed.executor.start();
  // Operations are drawn over a schema without the fatal fields: those are put in by hand.
  const tame = buildSchema(
    printSchema(lexicographicSortSchema(doomed.executor.supergraph.schema)).replaceAll(/\n {2}doom\w+: Int/g, ''),
  );
  const queries = new OperationArbitrary(tame, TEXTS).operations().filter(({ query }) => query.startsWith('query'));
  const every = Math.floor(THROWN / FATAL);
  const isFatal = (index: number): boolean => index % every === every - 1;
  // Mostly aborts; some hang for the whole deadline and some take all memory they get.
  const doomOf = (index: number): string =>
    index % (every * 20) === every - 1 ? 'doomHang' : index % (every * 20) === every * 2 - 1 ? 'doomGrow' : 'doomAbort';
  const spoilt = ({ query, variables }: Asked, index: number): Asked => ({
    query: query.replace('{', `{${doomOf(index)} `),
    variables,
  });

  let worstMs = 0;
  let diedAt: number | undefined;
  const tally = { answered: 0, refused: 0, wrong: [] as string[] };
  const throwOne = async (drawn: Asked, index: number): Promise<void> => {
    const asked = isFatal(index) ? spoilt(drawn, index) : drawn;
    const { data, errors } = await doomed.ask(asked);
    if (isFatal(index)) {
      diedAt ??= performance.now();
      if (data === undefined && errors?.[0]?.extensions['code'] === 'OPERATION_NOT_PLANNABLE') tally.refused += 1;
      else tally.wrong.push(asked.query);
    } else if (data !== undefined) {
      tally.answered += 1;
      if (diedAt !== undefined) worstMs = Math.max(worstMs, performance.now() - diedAt);
      diedAt = undefined;
    } else tally.wrong.push(asked.query);
  };
  try {
    // Drawing takes longer than planning, and nothing else happens meanwhile: so it is done by turns.
    for (let from = 0; from < THROWN; from += AT_ONCE * 10) {
      const drawn = fc.sample(queries, { seed: SEED + from, numRuns: AT_ONCE * 10 });
      diedAt = undefined;
      let next = 0;
      const worker = async (): Promise<void> => {
        for (let at = next++; at < drawn.length; at = next++) await throwOne(drawn[at] as Asked, from + at);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
    }
  } finally {
    doomed.executor.close();
  }
  tell(
    `${tally.answered} answered, ${tally.refused} refused, ${tally.wrong.length} otherwise; longest from a death to the next answer ${Math.round(worstMs)} ms`,
  );
  expect(tally).toEqual({ answered: THROWN - FATAL, refused: FATAL, wrong: [] });
}, 3_600_000);
