import type { EntityManager } from 'typeorm';
import type { ImportedRow, Problem } from '../publishing/record';
import { removeVersions } from './eraser';
import type { FactsSql } from './facts-sql';
import { isRuled, standingOf } from './kind-retention';
import type { KeptKind } from './kept-kinds';
import { Tombstones } from './tombstones';

/** Records of a publication that were deleted before, by kind: key to the rule. */
type Buried = Map<string, Map<string, string>>;

/**
 * Keeps what retention deleted from coming back with the next full export. A record whose day has moved, so that it would not be
 * due now, is taken; whether it has depends on what else the same chunk says, so the chunk is tried first.
 */
export class Returning {
  constructor(
    private readonly kinds: readonly KeptKind[],
    private readonly sql: FactsSql,
    private readonly today: () => string,
  ) {}

  /**
   * @param at from when what the chunk stores is known.
   * @param store stores rows in this transaction; what it did is taken back.
   * @returns the rows without the records that must not return, each with the reason.
   */
  async leaveOut(
    manager: EntityManager,
    at: string,
    rows: readonly ImportedRow[],
    store: (rows: readonly ImportedRow[]) => Promise<unknown>,
  ): Promise<readonly ImportedRow[]> {
    if (!(await Tombstones.any(manager))) return rows;
    const tombstones = await Tombstones.open(manager);
    const buried = await find(manager, tombstones, rows);
    if (buried.size === 0) return rows;
    await manager.query('savepoint returning_records');
    await store(rows);
    const refused = await this.stillDue(manager, at, buried);
    await manager.query('rollback to savepoint returning_records');
    await manager.query('release savepoint returning_records');
    for (const [kind, keys] of buried) {
      const taken = [...keys.keys()].filter((key) => !refused.get(kind)?.has(key));
      if (taken.length > 0) await tombstones.returned(manager, kind, at, taken);
    }
    return refused.size === 0 ? rows : rows.map((row) => without(row, refused));
  }

  /** In the order of deletion, and each deleted at once: what hangs on a record that may not return does not keep another. */
  private async stillDue(manager: EntityManager, at: string, buried: Buried): Promise<Buried> {
    const refused: Buried = new Map();
    for (const kind of this.kinds.filter(isRuled)) {
      const keys = buried.get(kind.kind);
      if (keys === undefined) continue;
      const stood = await standingOf(manager, this.sql, kind, this.today(), [...keys.keys()], at);
      // A day that is not known has not moved.
      const due = stood.filter(({ state }) => state === 'DUE' || state === 'UNDATED');
      if (due.length === 0) continue;
      refused.set(kind.kind, new Map(due.map(({ key }) => [key, keys.get(key) ?? ''])));
      await removeVersions(manager, kind, due);
    }
    return refused;
  }
}

async function find(manager: EntityManager, tombstones: Tombstones, rows: readonly ImportedRow[]): Promise<Buried> {
  const keys = new Map<string, Set<string>>();
  for (const { kind, key } of rows.flatMap(({ records }) => records)) {
    const ofKind = keys.get(kind) ?? new Set();
    keys.set(kind, ofKind.add(key));
  }
  const buried: Buried = new Map();
  for (const [kind, ofKind] of keys) {
    const found = await tombstones.among(manager, kind, ofKind);
    if (found.size > 0) buried.set(kind, found);
  }
  return buried;
}

function without(row: ImportedRow, refused: Buried): ImportedRow {
  const rules = new Set<string>();
  const records = row.records.filter(({ kind, key }) => {
    const rule = refused.get(kind)?.get(key);
    if (rule !== undefined) rules.add(rule);
    return rule === undefined;
  });
  if (rules.size === 0) return row;
  // A row of which something is left is kept.
  const severity = records.length === 0 ? 'error' : 'warning';
  return { ...row, records, problems: [...row.problems, ...[...rules].map((rule) => problem(row, rule, severity))] };
}

const problem = ({ file, row }: ImportedRow, rule: string, severity: Problem['severity']): Problem => ({
  file,
  row,
  severity,
  code: 'deleted-under-retention',
  field: 'key',
  problem: `A record in this row was deleted under the retention rule "${rule}", and would be due again`,
  remedy: 'Leave it out. If the date it is counted from was wrong, correct that and publish it again',
});
