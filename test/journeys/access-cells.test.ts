import { mayPursue } from '../../common/access/purposes';
import type { Protection } from '../../common/access/subject';
import { Journey } from '../support/journey';
import { print } from '../support/print';
import { AccessCells, type Persona, PERSONAS, type Way } from './support/access-cells';
import { PURPOSES_FILE } from './support/cases-of-every-kind';

/** A covering set of cells, three ways. Every case there can be is gone through in the soak tests. */

let journey: Journey;
let cells: AccessCells;
beforeAll(async () => {
  journey = await Journey.start();
  cells = await AccessCells.of(journey);
}, 300_000);
afterAll(() => journey?.stop(), 30_000);

/**
 * Of each purpose the case of the lowest level on the first basis, and that of the highest on the last: the one for somebody, the
 * other for the next, both where nobody else pursues it. What each role is told at each level `decide` and Cedar say in every cell.
 */
function coveringWays(asker: Persona): Way[] {
  const turn = PERSONAS.indexOf(asker);
  const ways = cells.waysOf(asker);
  return [...new Set(ways.map(({ purpose }) => purpose))].flatMap((purpose, index) => {
    const own = ways.filter((way) => way.purpose === purpose);
    const isAlone = PERSONAS.every((one) => one === asker || cells.waysOf(one).every((way) => way.purpose !== purpose));
    const chosen = isAlone ? [own[0], own.at(-1)] : [(index + turn) % 2 === 0 ? own[0] : own.at(-1)];
    return [...new Set(chosen)].filter((way) => way !== undefined);
  });
}

test.each(PERSONAS)('$name is shown exactly what decide says, by the gateway and by each subgraph', async (asker) => {
  const wrong: string[] = [];
  for (const way of coveringWays(asker)) wrong.push(...(await cells.check(asker, way)));
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
  // Somebody asked at the lowest and somebody at the highest level of every purpose.
  const terms = (way: Way) => `${way.purpose} level ${way.level} ${way.basis}`;
  const asked = new Set(PERSONAS.flatMap((asker) => coveringWays(asker).map(terms)));
  const extremes = new Set(
    PERSONAS.flatMap((asker) => {
      const ways = cells.waysOf(asker);
      return ways.flatMap((way) => {
        const own = ways.filter(({ purpose }) => purpose === way.purpose);
        return [own[0], own.at(-1)].flatMap((one) => (one === undefined ? [] : [terms(one)]));
      });
    }),
  );
  expect([...extremes].filter((one) => !asked.has(one))).toEqual([]);
});
