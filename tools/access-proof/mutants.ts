import type { Agreement, Category, Line } from '../../common/access/agreement';
import { BASES, PURPOSES, RELATIONS, ROLES } from '../../common/access/vocabulary';
import { EVERYTHING, type Product } from './cells';

/** One rule of an agreement turned the other way, as somebody could write it by mistake. */
export interface Mutant {
  /** e.g. `incidents/content/social-care: role publisher added`. */
  readonly what: string;
  readonly category: Category;
  /** What the change could touch; the rest of the product is as it was. Absent: nothing of what a case shows. */
  readonly touches?: Product;
}

type Kind = 'content' | 'existence';
type Words = 'roles' | 'purposes' | 'bases' | 'relations';

/** `OWN_RECORDS` is no purpose of a case: an agreement that names it does not compile. */
const ALL: Readonly<Record<Words, readonly string[]>> = {
  roles: ROLES,
  purposes: PURPOSES.filter((purpose) => purpose !== 'OWN_RECORDS'),
  bases: BASES,
  relations: RELATIONS,
};

/** Every rule of a category flipped, one at a time. */
export function mutantsOf(category: Category): Mutant[] {
  return [
    ...(['content', 'existence'] as const).flatMap((kind) => category[kind].flatMap((line) => lineMutants(category, kind, line))),
    ...(['locating', 'identifying'] as const).map((mark) => ({
      what: `${category.id}: ${mark} ${category[mark] ? 'dropped' : 'set'}`,
      category: { ...category, [mark]: !category[mark] },
      touches: EVERYTHING,
    })),
    ...ROLES.map((role) => ({
      what: `${category.id}/own: role ${role} ${category.own.includes(role) ? 'dropped' : 'added'}`,
      category: { ...category, own: turned(category.own, role) },
    })),
    ...(['full', 'level_only', 'none'] as const)
      .filter((mode) => mode !== category.threshold)
      .map((threshold) => ({ what: `${category.id}: threshold ${threshold}`, category: { ...category, threshold } })),
    feedMutant(category),
  ];
}

function lineMutants(category: Category, kind: Kind, line: Line): Mutant[] {
  const where = `${category.id}/${kind}/${line.id}`;
  const changed = (what: string, next: Line | undefined, touches: Line): Mutant => ({
    what: `${where}: ${what}`,
    category: { ...category, [kind]: category[kind].flatMap((one) => (one === line ? (next ?? []) : one)) },
    touches: sliceOf(touches),
  });
  const words = (Object.keys(ALL) as Words[]).flatMap((key) =>
    ALL[key].map((word) => {
      const held = (line[key] as readonly string[]).includes(word);
      const next = { ...line, [key]: turned(line[key], word) } as Line;
      return changed(`${key} ${word} ${held ? 'dropped' : 'added'}`, next, { ...line, [key]: [word] } as Line);
    }),
  );
  const levels = [line.fromLevel - 1, line.fromLevel + 1]
    .filter((level) => level >= 1 && level <= 5)
    .map((fromLevel) => changed(`from level ${fromLevel}`, { ...line, fromLevel }, { ...line, fromLevel: 1 }));
  const other = kind === 'content' ? 'existence' : 'content';
  const moved: Mutant = {
    what: `${where}: ${kind} made ${other}`,
    category: { ...category, [kind]: category[kind].filter((one) => one !== line), [other]: [...category[other], line] },
    touches: sliceOf(line),
  };
  return [...words, ...levels, moved, changed('dropped', undefined, line)];
}

function feedMutant(category: Category): Mutant {
  const { feed, ...rest } = category;
  const what = `${category.id}: feed ${feed === undefined ? 'added' : 'dropped'}`;
  return { what, category: feed === undefined ? { ...rest, feed: { basis: 'PUBLIC_TASK' } } : rest };
}

const sliceOf = ({ roles, purposes, bases, relations, fromLevel }: Line): Product => ({
  ...EVERYTHING,
  ...{ roles, purposes, bases, relations },
  levels: EVERYTHING.levels.filter((level) => level >= fromLevel - 1),
});

const turned = (words: readonly string[], word: string): string[] =>
  words.includes(word) ? words.filter((one) => one !== word) : [...words, word];

/** The agreement with one category in another's place. */
export const withCategory = (agreement: Agreement, category: Category): Agreement => ({
  ...agreement,
  categories: new Map(agreement.categories).set(category.id, category),
});
