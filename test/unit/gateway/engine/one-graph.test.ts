import fc from 'fast-check';
import { OperationArbitrary } from './support/operations';
import { TwoWays } from './support/difference';

/** The engine answers as one graph would. `npm run test:soak` asks many thousands of operations; here are some hundreds of them. */

const SEED = 20_261_122;
const ways = new TwoWays();
beforeAll(() => ways.start(), 60_000);
afterAll(() => ways.close());

const TEXTS = ['c1', 'c2', 'c3', 'c4', 'a1', 'a2', 'k1', 'k2', 'o1', 'north', 'nobody'];

test(`any operation gives the data, the order of names and the places of errors that one schema gives (seed ${SEED})`, async () => {
  const operations = new OperationArbitrary(ways.whole, TEXTS).operations();
  await fc.assert(
    fc.asyncProperty(operations, async (asked) => {
      expect(await ways.byEngine(asked)).toEqual(await ways.byGraphql(asked));
    }),
    { seed: SEED, numRuns: 400 },
  );
}, 120_000);
