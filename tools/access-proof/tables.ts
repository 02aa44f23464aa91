import type { Agreement, Decision } from '../../common/access/agreement';
import { decide } from '../../common/access/decide';
import { nameOf, PROTECTIONS, ROLES } from '../../common/access/vocabulary';
import { type Cell, cellsOf, EVERYTHING, PROTECTS, viewOf } from './cells';
import type { Oracle } from './oracle';

type State = Decision['state'];

/** What is said of every cell about one category. A cell that is not in it is withheld. */
export type Table = ReadonlyMap<string, State>;

export const keyOf = ({ role, purpose, level, basis, relation, protect }: Cell): string =>
  `${role}|${purpose}|${level}|${basis}|${relation}|${protect.join('+')}`;

export const saidOf = (table: Table, cell: Cell): State => table.get(keyOf(cell)) ?? 'WITHHELD';

/**
 * All that Cedar says about a category. What its policies do not tell apart is asked once: roles and other words that none of them
 * names, levels between which none of them steps, and protections that none of them heeds; roles that no permit of the cell opens to not at all. With protection it is asked only where it
 * says something without.
 */
export function oracleTable(oracle: Oracle, category: string): Table {
  const table = new Map<string, State>();
  const heeded = PROTECTIONS.filter((protection) => oracle.heedsProtection(category, protection));
  const named = oracle.namedRoles(category);
  const unnamed = ROLES.filter((role) => !named.includes(role));
  const alike = [...named.map((role) => [role]), ...(unnamed.length > 0 ? [unnamed] : [])];
  const toCedar = oracle.likeness(category);
  const toAsk = new Map<string, readonly string[]>();
  const known = new Map<string, State>();
  const once = (cell: Cell, ask: () => State): State => {
    const said = known.get(keyOf(cell)) ?? ask();
    known.set(keyOf(cell), said);
    return said;
  };
  for (const everybody of cellsOf({ ...EVERYTHING, roles: [''], protects: [[]] })) {
    const like = toCedar(everybody);
    const askable = toAsk.get(keyOf(like)) ?? oracle.rolesToAsk(like, category);
    toAsk.set(keyOf(like), askable);
    for (const roles of alike.filter(([role = '']) => askable.includes(role))) {
      const asked = { ...like, role: roles[0] ?? '' };
      if (once(asked, () => oracle.decide(asked, category)) === 'WITHHELD') continue;
      for (const protect of PROTECTS) {
        const told = { ...asked, protect: protect.filter((one) => heeded.includes(one)) };
        const state = once(told, () => oracle.decide(told, category));
        for (const role of roles) if (state !== 'WITHHELD') table.set(keyOf({ ...everybody, role, protect }), state);
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
