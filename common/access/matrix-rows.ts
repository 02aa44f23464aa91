import type { Agreement, Decision } from './agreement';
import { decide } from './decide';
import type { Basis, Relation, View } from './subject';
import { BASES, LEVELS, PURPOSES, RELATIONS, ROLES } from './vocabulary';

/** A block of the matrix: every combination of the four lists has these answers, by level 1 to 4. */
export interface MatrixRow {
  readonly roles: readonly string[];
  readonly purposes: readonly string[];
  readonly relations: readonly Relation[];
  readonly bases: readonly Basis[];
  readonly levels: readonly Decision['state'][];
}

type Dimension = 'relations' | 'bases' | 'purposes' | 'roles';

/**
 * Every combination of role, purpose, relation and basis for which `decide` shows anything of the category at some level, put
 * together where the answers are the same. Each combination stands in one row at most; one that stands in none is withheld.
 */
export function matrixRows(agreement: Agreement, category: string): MatrixRow[] {
  const now = new Date(`${agreement.validFrom}T12:00:00Z`);
  let rows: MatrixRow[] = [];
  for (const role of ROLES) {
    for (const purpose of PURPOSES) {
      for (const relation of RELATIONS) {
        for (const basis of BASES) {
          const about = viewOf(role, purpose, relation, basis);
          const levels = LEVELS.map((level) => decide({ ...about, level }, agreement, category, now).state);
          if (levels.every((state) => state === 'WITHHELD')) continue;
          rows.push({ roles: [role], purposes: [purpose], relations: [relation], bases: [basis], levels });
        }
      }
    }
  }
  for (const dimension of ['relations', 'bases', 'purposes', 'roles'] as const) rows = merged(rows, dimension);
  return rows;
}

/** Joins rows that differ in one dimension only, in the order of their first. */
function merged(rows: readonly MatrixRow[], dimension: Dimension): MatrixRow[] {
  const groups = new Map<string, MatrixRow>();
  for (const row of rows) {
    const key = JSON.stringify({ ...row, [dimension]: null });
    const group = groups.get(key);
    groups.set(
      key,
      group === undefined ? row : ({ ...group, [dimension]: [...group[dimension], ...row[dimension]] } as MatrixRow),
    );
  }
  return [...groups.values()];
}

/** Somebody in one role only, asking through a case; nobody in particular. */
const viewOf = (role: string, purpose: string, relation: Relation, basis: Basis): View => ({
  kind: 'view',
  sub: '',
  agency: '',
  roles: [role],
  purpose,
  caseId: '',
  level: 1,
  basis,
  relation,
  protect: [],
  person: '',
  rid: '',
});
