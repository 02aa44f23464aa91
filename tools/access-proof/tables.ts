import type { Agreement, Decision } from '../../common/access/agreement';
import { decide } from '../../common/access/decide';
import { nameOf, ROLES } from '../../common/access/vocabulary';
import { type Cell, cellsOf, EVERYTHING, PROTECTS, viewOf } from './cells';
import type { Oracle } from './oracle';

type State = Decision['state'];

/** What is said of every cell about one category. A cell that is not in it is withheld. */
export type Table = ReadonlyMap<string, State>;

export const keyOf = ({ role, purpose, level, basis, relation, protect }: Cell): string =>
  `${role}|${purpose}|${level}|${basis}|${relation}|${protect.join('+')}`;

export const saidOf = (table: Table, cell: Cell): State => table.get(keyOf(cell)) ?? 'WITHHELD';

/** All that Cedar says about a category. With protection it is asked only where it says something without. */
export function oracleTable(oracle: Oracle, category: string): Table {
  const table = new Map<string, State>();
  const heeds = oracle.heedsProtection(category);
  const set = (cell: Cell, state: State) => state !== 'WITHHELD' && table.set(keyOf(cell), state);
  for (const everybody of cellsOf({ ...EVERYTHING, roles: [''], protects: [[]] })) {
    if (!oracle.permitsAny(ROLES, everybody, category)) continue;
    for (const role of ROLES) {
      const cell = { ...everybody, role };
      const open = oracle.decide(cell, category);
      set(cell, open);
      if (open === 'WITHHELD') continue;
      for (const protect of PROTECTS.slice(1)) {
        const restricted = { ...cell, protect };
        set(restricted, heeds ? oracle.decide(restricted, category) : open);
      }
    }
  }
  return table;
}

export interface Disagreement {
  readonly category: string;
  readonly cell: Cell;
  readonly agreement: State;
  readonly oracle: State;
}

export interface Comparison {
  readonly cells: number;
  readonly disagreements: readonly Disagreement[];
}

/** `decide` against Cedar in every cell of the product, for every category of an agreement and whoever employs the asker. */
export function compare(
  agreement: Agreement,
  tables: ReadonlyMap<string, Table>,
  employers: readonly string[],
  now: Date,
): Comparison {
  const disagreements: Disagreement[] = [];
  let cells = 0;
  for (const id of agreement.categories.keys()) {
    const category = categoryName(agreement, id);
    const table = tables.get(category) ?? new Map<string, State>();
    for (const cell of cellsOf(EVERYTHING)) {
      for (const employer of employers) {
        cells += 1;
        const said = decide(viewOf(cell, employer), agreement, id, now).state;
        const expected = saidOf(table, cell);
        if (said !== expected) disagreements.push({ category, cell, agreement: said, oracle: expected });
      }
    }
  }
  return { cells, disagreements };
}

export const categoryName = (agreement: Pick<Agreement, 'agency'>, id: string): string => `${nameOf(agreement.agency)}/${id}`;
