import type { Person } from '../../matching';
import type { Random } from '../random';
import type { HardCase, HardKind, HardRecord } from './hard-case';
import type { CaseMaker } from './case-maker';
import { FAMILY_SPELLINGS, SPELLINGS, TWIN_NAMES } from './names';

type Make = (make: CaseMaker, random: Random) => HardRecord[];

const twins: Make = (make, random) => {
  const [one, other] = random.pick(TWIN_NAMES);
  const first = make.child({ given: one });
  const second = make.child({ ...first, given: random.chance(0.6) ? other : make.otherGiven(one), nhsNumber: make.nhsNumber() });
  // Before they are named the ward writes the same for both.
  const unnamed = random.chance(0.2) ? [make.record(second, { names: [{ given: ['Baby'], family: second.family }] })] : [];
  return [make.record(first), make.record(first), make.record(second), ...unnamed];
};

const siblings: Make = (make, random) => {
  const first = make.child();
  const second = make.child({
    ...first,
    given: make.otherGiven(first.given),
    dateOfBirth: make.date(2008, 2024),
    nhsNumber: make.nhsNumber(),
  });
  const third = make.child({
    ...first,
    given: random.pick(TWIN_NAMES)[0],
    dateOfBirth: make.date(2008, 2024),
    nhsNumber: make.nhsNumber(),
  });
  return [make.record(first), make.record(second), make.record(third), make.record(second)];
};

/** Named after the same grandparent, and in one school year. */
const cousins: Make = (make, random) => {
  const first = make.child();
  const near = random.chance(0.3)
    ? first.dateOfBirth
    : make.date(Number(first.dateOfBirth.slice(0, 4)), Number(first.dateOfBirth.slice(0, 4)));
  const second = make.child({ given: first.given, family: first.family, dateOfBirth: near });
  return [make.record(first), make.record(second), make.record(second)];
};

const fatherAndSon: Make = (make, random) => {
  const son = make.child();
  const father = make.child({ ...son, dateOfBirth: make.date(1975, 1995), nhsNumber: make.nhsNumber() });
  const undated = random.chance(0.4) ? { dateOfBirth: undefined } : {};
  return [make.record(son), make.record(father, undated), make.record(son, random.chance(0.2) ? { dateOfBirth: undefined } : {})];
};

/** The old and the new identity are two people here: whoever links them tells a family where their child is. */
const adopted: Make = (make, random) => {
  const before = make.child();
  const after = make.child({
    given: random.chance(0.7) ? before.given : make.given(),
    family: make.family(),
    dateOfBirth: before.dateOfBirth,
  });
  return [make.record(before), make.record(after), make.record(after)];
};

const nameOrder: Make = (make) => {
  const child = make.child();
  return [make.record(child), make.record(child, { names: [{ given: [child.family], family: child.given }] })];
};

const transliteration: Make = (make, random) => {
  const [one, other] = random.pick(SPELLINGS);
  const [family, alsoWritten] = random.chance(0.5) ? random.pick(FAMILY_SPELLINGS) : ([make.family(), undefined] as const);
  const child = make.child({ given: one, family });
  return [make.record(child), make.record(child, { names: [{ given: [other], family: alsoWritten ?? family }] })];
};

/** One agency may not know where they live now; the old home has new people in it. */
const hiddenAddress: Make = (make) => {
  const child = make.child();
  const old = make.address();
  const newcomer = make.child({ address: old });
  return [
    make.record(child, { addresses: [] }),
    make.record(child),
    make.record(child, { addresses: [old] }),
    make.record(newcomer),
  ];
};

const unborn: Make = (make, random) => {
  const child = make.child({ dateOfBirth: make.date(2024, 2025) });
  const expected = new Date(Date.parse(child.dateOfBirth) + random.whole(-20, 20) * 86_400_000).toISOString().slice(0, 10);
  const before: Person = { names: [{ given: [], family: child.family }], expectedDate: expected, addresses: [child.address] };
  // Another family in the same house expects a child as well.
  const neighbour = make.child({ address: child.address, dateOfBirth: expected });
  return [{ person: before, truth: child.id }, make.record(child), make.record(neighbour)];
};

const moved: Make = (make, random) => {
  const child = make.child();
  const married = random.chance(0.3) ? { names: [{ given: [child.given], family: make.family() }] } : {};
  const swapped = child.dateOfBirth.replace(/-(\d\d)-(\d\d)$/, (all, month: string, day: string) =>
    Number(day) <= 12 ? `-${day}-${month}` : all,
  );
  return [
    make.record(child),
    make.record(child, { addresses: [make.address()], ...married, ...(random.chance(0.3) ? { dateOfBirth: swapped } : {}) }),
  ];
};

const KINDS: Readonly<Record<HardKind, Make>> = {
  twins,
  siblings,
  cousins,
  'father-and-son': fatherAndSon,
  adopted,
  'name-order': nameOrder,
  transliteration,
  'hidden-address': hiddenAddress,
  unborn,
  moved,
};

export const HARD_KINDS = Object.keys(KINDS) as readonly HardKind[];

export const makeCase = (kind: HardKind, make: CaseMaker, random: Random): HardCase => ({
  kind,
  records: KINDS[kind](make, random),
});
