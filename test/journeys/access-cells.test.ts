import { mayPursue } from '../../common/access/purposes';
import type { Protection } from '../../common/access/subject';
import { Journey } from '../support/journey';
import { print } from '../support/print';
import { AccessCells, PERSONAS, type Way } from './support/access-cells';
import { PURPOSES_FILE } from './support/cases-of-every-kind';

/** A covering set of cells, three ways. Every case there can be is gone through in the soak tests. */

let journey: Journey;
let cells: AccessCells;
beforeAll(async () => {
  journey = await Journey.start();
  cells = await AccessCells.of(journey);
}, 300_000);
afterAll(() => journey?.stop(), 30_000);

/** Of each purpose the case of the lowest level and of the highest, on the first basis and on the last. */
function coveringWays(ways: readonly Way[]): Way[] {
  return [...new Set(ways.map(({ purpose }) => purpose))].flatMap((purpose) => {
    const own = ways.filter((way) => way.purpose === purpose);
    return [...new Set([own[0], own.at(-1)])].filter((way) => way !== undefined);
  });
}

test.each(PERSONAS)('$name is shown exactly what decide says, by the gateway and by each subgraph', async (asker) => {
  const wrong: string[] = [];
  for (const way of coveringWays(cells.waysOf(asker))) wrong.push(...(await cells.check(asker, way)));
  expect(wrong).toEqual([]);
});

test('a purpose that a role may not pursue opens nothing', async () => {
  const open: string[] = [];
  for (const { name, roles } of PERSONAS) {
    for (const { id: caseId, purpose, level, basis } of cells.cases.filter((one) => one.level === 4)) {
      if (mayPursue(PURPOSES_FILE, purpose, { roles, level, basis, assigned: true }).allowed) continue;
      const { data } = await journey
        .as(name)
        .query(
          'query ($id: ID!, $purpose: Purpose!, $caseId: ID) { child(id: $id, purpose: $purpose, caseId: $caseId) { id } }',
          {
            ...{ id: cells.childId, purpose, caseId },
          },
        );
      if (data?.child) open.push(`${name} ${purpose}`);
    }
  }
  expect(open).toEqual([]);
});

test.each<[string, Protection[]]>([
  ['whereabouts', ['LOCATION']],
  ['identity', ['IDENTITY']],
  ['whereabouts and identity', ['LOCATION', 'IDENTITY']],
])('while the %s of the family must be protected, everybody is shown exactly what decide says', async (_what, protect) => {
  await cells.protect(protect);
  const wrong: string[] = [];
  for (const asker of PERSONAS) {
    const ways = cells.waysOf(asker);
    const highest = ways.findLast(({ purpose }) => purpose === 'SECTION_47') ?? ways.at(-1);
    if (highest !== undefined) wrong.push(...(await cells.check(asker, highest)));
  }
  expect(wrong).toEqual([]);
});

test('at least 20,000 cells were compared three ways', () => {
  const { counted, byGateway } = cells;
  print(
    `access cells: ${byGateway.size} by decide, gateway and _entities; ${counted.size - byGateway.size} more by decide and _entities`,
  );
  expect(byGateway.size).toBeGreaterThanOrEqual(20_000);
});
