import fc from 'fast-check';
import type { Agreement, Category, Line } from '../../../common/access/agreement';
import { decide } from '../../../common/access/decide';
import type { Grant } from '../../../common/access/subject';
import { BASES, PROTECTIONS, PURPOSES, RELATIONS, ROLES } from '../../../common/access/vocabulary';
import { grant, NOW } from './sample';

const some = <T>(all: readonly T[], least = 0) => fc.subarray([...all], { minLength: least });
const line: fc.Arbitrary<Line> = fc.record({
  id: fc.constant('1'),
  roles: some(ROLES, 1),
  purposes: some(PURPOSES, 1),
  fromLevel: fc.integer({ min: 1, max: 4 }),
  bases: some(BASES, 1),
  relations: some(RELATIONS, 1),
});
const category: fc.Arbitrary<Category> = fc.record({
  id: fc.constant('c'),
  title: fc.constant('t'),
  fields: fc.constant(['T.f']),
  content: fc.array(line, { maxLength: 3 }),
  existence: fc.array(line, { maxLength: 3 }),
  own: some(ROLES),
  threshold: fc.constantFrom('full', 'level_only', 'none'),
  locating: fc.boolean(),
  identifying: fc.boolean(),
  tell: fc.constant('t'),
  owner: fc.constant('o'),
  reviewed: fc.constant('2026-10-01'),
});
const subject: fc.Arbitrary<Grant> = fc
  .record({
    roles: some(ROLES),
    purpose: fc.constantFrom(...PURPOSES),
    level: fc.integer({ min: 1, max: 4 }),
    basis: fc.constantFrom(...BASES),
    relation: fc.constantFrom(...RELATIONS),
    protect: some(PROTECTIONS),
  })
  .map((over) => grant(over));

const agreementOf = (one: Category): Agreement => ({
  agency: 'POLICE',
  version: '1',
  title: 't',
  validFrom: '2026-01-01',
  validUntil: '2027-01-01',
  categories: new Map([['c', one]]),
  categoryOf: new Map([['T.f', 'c']]),
});
const asked = (who: Grant, one: Category) => decide(who, agreementOf(one), 'c', NOW);
const shown = { WITHHELD: 0, EXISTENCE: 1, CONTENT: 2 };
const degree = (who: Grant, one: Category) => shown[asked(who, one).state];
const always = <T>(property: fc.IProperty<T>) => fc.assert(property, { numRuns: 500 });

/** The rule in the words of the agreement, written apart from `decide`: filter, then take away. */
function expected(who: Grant, one: Category): 'CONTENT' | 'EXISTENCE' | 'WITHHELD' {
  const held = (lines: readonly Line[]) =>
    lines
      .filter((l) => l.roles.filter((role) => who.roles.includes(role)).length > 0)
      .filter((l) => l.purposes.indexOf(who.purpose) >= 0)
      .filter((l) => l.bases.indexOf(who.basis) >= 0)
      .filter((l) => l.relations.indexOf(who.relation) >= 0)
      .filter((l) => l.fromLevel <= who.level).length > 0;
  const protectedPlace = one.locating && new Set(who.protect).has('LOCATION');
  const protectedPerson = one.identifying && new Set(who.protect).has('IDENTITY');
  if (protectedPerson || !(held(one.content) || held(one.existence))) return 'WITHHELD';
  return held(one.content) && !protectedPlace ? 'CONTENT' : 'EXISTENCE';
}

describe('for every agreement and every viewer', () => {
  it('decide says what the agreement says', () => {
    always(fc.property(subject, category, (who, one) => expect(asked(who, one).state).toBe(expected(who, one))));
  });

  it('a role less, a level less or a protection more never shows more', () => {
    always(
      fc.property(subject, category, fc.constantFrom(...PROTECTIONS), (who, one, protection) => {
        const fewer: Grant[] = [
          { ...who, roles: who.roles.slice(1) },
          { ...who, level: who.level - 1 },
          { ...who, protect: [...who.protect, protection] },
        ];
        for (const less of fewer) expect(degree(less, one)).toBeLessThanOrEqual(degree(who, one));
      }),
    );
  });

  it('a stricter category never shows more', () => {
    always(
      fc.property(subject, category, (who, one) => {
        const raised = (lines: readonly Line[]) => lines.map((l) => ({ ...l, fromLevel: Math.min(4, l.fromLevel + 1) }));
        const stricter: Category[] = [
          { ...one, content: one.content.slice(1) },
          { ...one, existence: one.existence.slice(1) },
          { ...one, locating: true },
          { ...one, identifying: true },
          { ...one, content: raised(one.content), existence: raised(one.existence) },
        ];
        for (const less of stricter) expect(degree(who, less)).toBeLessThanOrEqual(degree(who, one));
      }),
    );
  });

  it('protection wins over every line', () => {
    always(
      fc.property(subject, category, (who, one) => {
        const hidden = { ...who, protect: ['LOCATION', 'IDENTITY'] as const };
        expect(asked(hidden, { ...one, locating: true }).state).not.toBe('CONTENT');
        expect(asked(hidden, { ...one, identifying: true }).state).toBe('WITHHELD');
      }),
    );
  });

  it('without a purpose, or without a role, there is nothing', () => {
    always(
      fc.property(subject, category, (who, one) => {
        expect(asked({ ...who, purpose: '' }, one).state).toBe('WITHHELD');
        expect(asked({ ...who, roles: [] }, one).state).toBe('WITHHELD');
      }),
    );
  });

  it('the order of lines changes the rule at most, never the answer', () => {
    always(
      fc.property(subject, category, (who, one) => {
        const turned = { ...one, content: [...one.content].reverse(), existence: [...one.existence].reverse() };
        expect(asked(who, turned).state).toBe(asked(who, one).state);
      }),
    );
  });
});
