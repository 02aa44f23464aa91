import type { Agreement, Category } from '../../common/access/agreement';
import { decide } from '../../common/access/decide';
import type { Principal } from '../../common/access/subject';
import { ROLES } from '../../common/access/vocabulary';
import { cellsOf, EVERYTHING, viewOf } from './cells';
import { type Mutant, mutantsOf, withCategory } from './mutants';
import type { Oracle } from './oracle';
import { categoryName, saidOf, type Table } from './tables';

export interface Kills {
  /** Mutants that answer some question in another way than the agreement. */
  readonly total: number;
  readonly killed: number;
  /** Mutants that Cedar did not notice, although they answer differently: gaps in the proof. */
  readonly survivors: readonly string[];
  /** Mutants that answer every question as the agreement does: another line says it already, or nobody is let so far. */
  readonly same: readonly string[];
}

/** Turns every rule of an agreement and asks whether Cedar would notice. */
export function killMutants(
  agreement: Agreement,
  tables: ReadonlyMap<string, Table>,
  { oracle, employers, now }: { readonly oracle: Oracle; readonly employers: readonly string[]; readonly now: Date },
): Kills {
  const survivors: string[] = [];
  const same: string[] = [];
  let killed = 0;
  for (const category of agreement.categories.values()) {
    const name = categoryName(agreement, category.id);
    const table = tables.get(name) ?? new Map();
    for (const mutant of mutantsOf(category)) {
      const noticed =
        isSeenInCases(mutant, agreement, table, now) ||
        ownAnswers(withCategory(agreement, mutant.category), category.id, oracle, employers, now).length > 0 ||
        influenceAnswers(mutant.category, name, oracle).length > 0;
      const what = `${name.split('/')[0]}/${mutant.what}`;
      if (noticed) killed += 1;
      else (answersDiffer(mutant, category, agreement, now) ? survivors : same).push(what);
    }
  }
  return { total: killed + survivors.length, killed, survivors, same };
}

/** Without Cedar: whether the mutant answers anything in another way than the category that it was made from. */
function answersDiffer({ category, touches }: Mutant, was: Category, agreement: Agreement, now: Date): boolean {
  const rest = (one: Category) => JSON.stringify([[...one.own].sort(), one.threshold, one.feed]);
  if (rest(category) !== rest(was)) return true;
  const changed = withCategory(agreement, category);
  return [...cellsOf(touches ?? EVERYTHING)].some(
    (cell) => decide(viewOf(cell), changed, was.id, now).state !== decide(viewOf(cell), agreement, was.id, now).state,
  );
}

function isSeenInCases({ category, touches }: Mutant, agreement: Agreement, table: Table, now: Date): boolean {
  if (touches === undefined) return false;
  const changed = withCategory(agreement, category);
  for (const cell of cellsOf(touches)) {
    if (decide(viewOf(cell), changed, category.id, now).state !== saidOf(table, cell)) return true;
  }
  return false;
}

/** Where `decide` and Cedar differ about staff without a case, by role and employer; nothing when they agree. */
export function ownAnswers(
  agreement: Agreement,
  categoryId: string,
  oracle: Oracle,
  employers: readonly string[],
  now: Date,
): string[] {
  const name = categoryName(agreement, categoryId);
  return ROLES.flatMap((role) =>
    employers
      .filter((agency) => {
        const principal: Principal = { kind: 'principal', sub: '', agency, roles: [role], teams: [], rid: '' };
        const state = decide(principal, agreement, categoryId, now).state;
        return (state === 'CONTENT') !== ownOf(oracle, role, agency, name) || state === 'EXISTENCE';
      })
      .map((agency) => `${name}: own records, ${role} of ${agency}`),
  );
}

/** Where the agreement and Cedar differ about what a category may do to the suggested level. */
export function influenceAnswers(category: Category, name: string, oracle: Oracle): string[] {
  const said = {
    weigh: category.threshold === 'full',
    weighUnseen: category.threshold === 'level_only',
    feed: category.feed !== undefined,
  };
  return (Object.keys(said) as (keyof typeof said)[])
    .filter((action) => said[action] !== influenceOf(oracle, action, name))
    .map((action) => `${name}: ${action}`);
}

/** Cedar is asked once; mutants ask the same again and again. */
const remembered = new WeakMap<Oracle, Map<string, boolean>>();

function remember(oracle: Oracle, key: string, ask: () => boolean): boolean {
  const known = remembered.get(oracle) ?? new Map<string, boolean>();
  remembered.set(oracle, known);
  const answer = known.get(key) ?? ask();
  known.set(key, answer);
  return answer;
}

const ownOf = (oracle: Oracle, role: string, agency: string, name: string): boolean =>
  remember(oracle, `own ${role} ${agency} ${name}`, () => oracle.mayReadOwn(role, agency, name));

const influenceOf = (oracle: Oracle, action: 'weigh' | 'weighUnseen' | 'feed', name: string): boolean =>
  remember(oracle, `${action} ${name}`, () => oracle.mayInfluence(action, name));
