import { AccessCells, PERSONAS } from '../journeys/support/access-cells';
import { interferenceOf, NonInterference } from '../journeys/support/non-interference';
import { Journey } from '../support/journey';
import { print } from '../support/print';

/** What the journeys show by a covering set, here in every case that there can be, and for longer. */

const RUNS = 500;

let journey: Journey;
beforeAll(async () => {
  journey = await Journey.start();
}, 300_000);
afterAll(() => journey?.stop(), 30_000);

test('every role is shown in every case exactly what decide says, three ways', async () => {
  const cells = await AccessCells.of(journey);
  const wrong: string[] = [];
  for (const asker of PERSONAS) {
    for (const way of cells.waysOf(asker)) wrong.push(...(await cells.check(asker, way)));
  }
  for (const protect of [['LOCATION'], ['IDENTITY'], ['LOCATION', 'IDENTITY']] as const) {
    await cells.protect(protect);
    for (const asker of PERSONAS) {
      for (const way of cells.waysOf(asker)) wrong.push(...(await cells.check(asker, way)));
    }
  }
  await cells.protect([]);
  print(`access cells: ${cells.byGateway.size} by decide, gateway and _entities; ${wrong.length} disagreements`);
  expect(wrong).toEqual([]);
}, 3_600_000);

test('what a viewer may not learn changes no byte in 500 runs', async () => {
  const property = await NonInterference.prepare(journey);
  const found: string[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const wrong = interferenceOf(await property.run());
    if (wrong !== undefined) found.push(wrong);
  }
  print(`non-interference: ${RUNS} runs of seed ${property.seed}, ${found.length} interfered`);
  expect(found).toEqual([]);
}, 3_600_000);
