import type { Agreement } from '../../common/access/agreement';
import type { Purposes } from '../../common/access/purposes';
import { cellText } from './cells';
import { influenceAnswers, killMutants, ownAnswers } from './kill';
import { Oracle } from './oracle';
import { comparePurposes, killPurposeMutants, pursuits } from './purposes';
import { categoryName, compare, oracleTable } from './tables';

/** One agreement's figures; `purposes` for policy/purposes.yaml. */
export interface Proved {
  readonly of: string;
  readonly cells: number;
  readonly disagreements: number;
  readonly mutants: number;
  readonly killed: number;
  /** Mutants that change no answer at all. */
  readonly same: number;
}

export interface Proof {
  readonly rows: readonly Proved[];
  /** Every disagreement and every mutant that nobody noticed, in words. */
  readonly wrong: readonly string[];
}

/** The agreements and purposes against the hand-written policies, with every rule turned once. Takes a minute or more. */
export function prove(agreements: readonly Agreement[], purposes: Purposes, folder: string, employers: readonly string[]): Proof {
  const oracle = new Oracle(folder);
  const wrong: string[] = [];
  const rows = agreements.map((agreement): Proved => {
    // Each on a day of its own: what it says counts, not whether it is in force today.
    const now = new Date(`${agreement.validFrom}T12:00:00Z`);
    const ids = [...agreement.categories.keys()];
    const tables = new Map(ids.map((id) => [categoryName(agreement, id), oracleTable(oracle, categoryName(agreement, id))]));
    const { cells, disagreements } = compare(agreement, tables, employers, now);
    const others = [...agreement.categories.values()].flatMap((category) => [
      ...ownAnswers(agreement, category.id, oracle, employers, now),
      ...influenceAnswers(category, categoryName(agreement, category.id), oracle),
    ]);
    const { total, killed, survivors, same } = killMutants(agreement, tables, { oracle, employers, now });
    wrong.push(
      ...disagreements.map((one) => `${one.category}: ${cellText(one.cell)}: ${one.agreement}, Cedar ${one.oracle}`),
      ...others,
      ...survivors.map((what) => `not noticed: ${what}`),
    );
    const counts = { mutants: total, killed, same: same.length };
    return { of: agreement.agency, cells, disagreements: disagreements.length + others.length, ...counts };
  });
  const said = pursuits(oracle, purposes);
  const { cells, wrong: misread } = comparePurposes(purposes, said);
  const { total, killed, survivors } = killPurposeMutants(purposes, said);
  wrong.push(...misread, ...survivors.map((what) => `not noticed: ${what}`));
  return { rows: [...rows, { of: 'purposes', cells, disagreements: misread.length, mutants: total, killed, same: 0 }], wrong };
}
