import { mayPursue, type Purpose, type Purposes } from '../../common/access/purposes';
import { BASES, LEVELS, ROLES } from '../../common/access/vocabulary';
import type { Oracle } from './oracle';

export interface PurposeCell {
  readonly role: string;
  readonly level: number;
  readonly basis: (typeof BASES)[number];
  readonly assigned: boolean;
}

const CELLS: readonly PurposeCell[] = ROLES.flatMap((role) =>
  LEVELS.flatMap((level) => BASES.flatMap((basis) => [true, false].map((assigned) => ({ role, level, basis, assigned })))),
);

/** What Cedar says about every case that might be used for each purpose. */
export function pursuits(oracle: Oracle, purposes: Purposes): Map<string, boolean[]> {
  return new Map([...purposes.keys()].map((id) => [id, CELLS.map((cell) => oracle.mayPursue(cell.role, id, cell))]));
}

/** `mayPursue` against Cedar: how many questions, and where they differ. */
export function comparePurposes(purposes: Purposes, said: ReadonlyMap<string, boolean[]>): { cells: number; wrong: string[] } {
  const wrong = [...purposes.keys()].flatMap((id) =>
    CELLS.filter((cell, index) => allows(purposes, id, cell) !== said.get(id)?.[index]).map(
      ({ role, level, basis, assigned }) => `${id}: ${role} level ${level} ${basis} ${assigned ? 'assigned' : 'not assigned'}`,
    ),
  );
  return { cells: CELLS.length * purposes.size, wrong };
}

/** Every rule of every purpose turned, one at a time; what nobody would notice is named. */
export function killPurposeMutants(purposes: Purposes, said: ReadonlyMap<string, boolean[]>) {
  const mutants = [...purposes.values()].flatMap((purpose) => mutantsOf(purpose));
  const survivors = mutants.filter(
    ({ purpose }) => comparePurposes(new Map(purposes).set(purpose.id, purpose), said).wrong.length === 0,
  );
  return { total: mutants.length, killed: mutants.length - survivors.length, survivors: survivors.map(({ what }) => what) };
}

function mutantsOf(purpose: Purpose): { what: string; purpose: Purpose }[] {
  const { id, fromLevel, toLevel } = purpose;
  // Never through a case: what else it says is about no case.
  if (purpose.case === 'never') return [{ what: `${id}: through a case`, purpose: { ...purpose, case: 'required' } }];
  const levels = [
    { fromLevel: fromLevel - 1 },
    { fromLevel: fromLevel + 1 },
    { toLevel: toLevel - 1 },
    { toLevel: toLevel + 1 },
  ].filter(({ fromLevel: from = 1, toLevel: to = 4 }) => from >= 1 && to <= 4);
  return [
    ...turnedWords(purpose, 'roles', ROLES),
    ...turnedWords(purpose, 'bases', BASES),
    ...levels.map((change) => ({ what: `${id}: ${JSON.stringify(change)}`, purpose: { ...purpose, ...change } })),
    { what: `${id}: assignment`, purpose: { ...purpose, needsAssignment: !purpose.needsAssignment } },
    { what: `${id}: never through a case`, purpose: { ...purpose, case: 'never' } },
  ];
}

function turnedWords(purpose: Purpose, key: 'roles' | 'bases', all: readonly string[]) {
  return all.map((word) => {
    const held = (purpose[key] as readonly string[]).includes(word);
    const words = held ? purpose[key].filter((one) => one !== word) : [...purpose[key], word];
    return {
      what: `${purpose.id}: ${key} ${word} ${held ? 'dropped' : 'added'}`,
      purpose: { ...purpose, [key]: words } as Purpose,
    };
  });
}

const allows = (purposes: Purposes, id: string, { role, ...cell }: PurposeCell): boolean =>
  mayPursue(purposes, id, { ...cell, roles: [role] }).allowed;
