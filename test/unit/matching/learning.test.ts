import { makeHardCases } from '../../../demo/hard-cases';
import { type Person, prepare } from '../../../matching';
import { bestQuality, qualityOf } from '../../../matching/evaluate/measure';
import { byGroups } from '../../../matching/evaluate/groups';
import { holdEverybodyOnce, oneToOne } from '../../../matching/evaluate/one-to-one';
import { matchRecords } from '../../../matching/evaluate/evaluate';
import { judge } from '../../../matching/evaluate/judge';
import { DEFAULT_OPTIONS, train } from '../../../matching/train/train';
import { seeded } from '../../../matching/train/random';

const GIVEN = ['Amelia', 'Oscar', 'Zara', 'Callum', 'Fatima', 'Ibrahim', 'Grace', 'Leo', 'Niamh', 'Kwame', 'Ioana', 'Bilal'];
const FAMILY = ['Hartley', 'Khan', 'Okafor', 'Nowak', 'Patel', 'Ormerod', 'Duckworth', 'Slater', 'Iqbal', 'Petrov', 'Mensah'];

/** People in two records each; one birth date in five differs, every twentieth family name is another. */
function population(size: number): { people: Person[]; truths: string[] } {
  const next = seeded(7);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)] as T;
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
  const date = (): string => `${2000 + Math.floor(next() * 20)}-${two(1 + next() * 12)}-${two(1 + next() * 28)}`;
  const people: Person[] = [];
  const truths: string[] = [];
  for (let at = 0; at < size; at += 1) {
    const [given, family, dateOfBirth] = [pick(GIVEN), pick(FAMILY), date()];
    const addresses = [{ lines: [], postcode: `BB${1 + Math.floor(next() * 9)} ${Math.floor(next() * 9)}AB` }];
    people.push({ names: [{ given: [given], family }], dateOfBirth, addresses });
    people.push({
      names: [{ given: [given], family: next() < 0.05 ? pick(FAMILY) : family }],
      dateOfBirth: next() < 0.2 ? date() : dateOfBirth,
      addresses,
    });
    truths.push(String(at), String(at));
  }
  return { people, truths };
}

test('chances are learned without labels, near what the records were made with', () => {
  const { people } = population(200);
  const { file, report } = train({ people: people.map(prepare) }, { ...DEFAULT_OPTIONS, name: 'test-1', trainedOn: 'made up' });
  expect(file.fields.birth.exact?.m).toBeGreaterThan(0.7);
  expect(file.fields.birth.exact?.m).toBeLessThan(0.9);
  expect(file.fields.family.exact?.m).toBeGreaterThan(0.85);
  expect(file.fields.given.exact?.u).toBeCloseTo(1 / GIVEN.length, 1);
  expect(report.expectedMatches).toBeGreaterThan(150);
  expect(report.expectedMatches).toBeLessThan(240);
});

test('the same records and seed give the same model', () => {
  const people = population(60).people.map(prepare);
  const once = (): unknown => train({ people }, { ...DEFAULT_OPTIONS, name: 'test-1', trainedOn: 'made up' }).file;
  expect(once()).toEqual(once());
});

test('records are matched, and nobody looked at the truth', () => {
  const { people, truths } = population(120);
  const space = { people: people.map(prepare) };
  const matching = matchRecords(space, 'made up');
  const { best, auto } = judge(space, matching.pairs, truths);
  expect(best.f1).toBeGreaterThan(0.85);
  expect(auto.falseLinks).toBe(0);
});

test('too few people to learn from are no error', () => {
  for (const count of [0, 1, 2]) {
    const people = population(1).people.slice(0, count).map(prepare);
    expect(matchRecords({ people }, 'few').pairs.length).toBeLessThanOrEqual(1);
  }
});

test('one to one: a better partner takes the place of a worse one, which another may give back', () => {
  const pairs = [
    { left: 0, right: 2, weight: 12 },
    { left: 0, right: 3, weight: 4 },
    { left: 1, right: 3, weight: -2 },
  ];
  const [sure, taken, freed] = oneToOne(pairs, [0.9, 0.9]).map(({ weight }) => weight) as [number, number, number];
  expect(sure).toBeGreaterThan(5);
  expect(taken).toBeLessThan(-3);
  expect(freed).toBeGreaterThan(0);
  expect(holdEverybodyOnce(pairs)).toBe(true);
  expect(holdEverybodyOnce([...pairs, { left: 0, right: 4, weight: 12 }])).toBe(false);
});

test('groups: a third record holds two together that share little, and outvotes a chance likeness', () => {
  const held = byGroups(
    [
      { left: 0, right: 1, weight: 10 },
      { left: 1, right: 2, weight: 10 },
      { left: 0, right: 2, weight: -2 },
      { left: 2, right: 9, weight: -1 },
    ],
    () => -12,
  );
  const weightOf = (left: number, right: number) => held.find((pair) => pair.left === left && pair.right === right)?.weight;
  expect(weightOf(0, 2)).toBeGreaterThan(0);
  expect(weightOf(2, 9)).toBeLessThan(-5);
});

test('groups: a long chain of weak likenesses is taken apart, and its sure pairs stay together', () => {
  const chain = Array.from({ length: 400 }, (_, at) => ({ left: at, right: at + 1, weight: at % 2 === 0 ? 11 : -2 }));
  const held = byGroups(chain, () => -12);
  expect(held.filter(({ weight }) => weight > 5)).toHaveLength(200);
});

test('quality is counted over thresholds, pairs of one weight together', () => {
  const pairs = [
    { weight: 3, isTrue: true },
    { weight: 2, isTrue: true },
    { weight: 2, isTrue: false },
    { weight: 1, isTrue: false },
  ];
  expect(bestQuality(pairs, 2)).toEqual({ ...qualityOf(2, 3, 2), weight: 2 });
  expect(qualityOf(0, 0, 0)).toEqual({ precision: 1, recall: 1, f1: 1 });
});

test('hard cases are the same for the same seed, and hold every kind', () => {
  expect(makeHardCases(20)).toEqual(makeHardCases(20));
  expect(new Set(makeHardCases(10).map(({ kind }) => kind)).size).toBe(10);
});
