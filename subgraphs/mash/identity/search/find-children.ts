import type { DataSource } from 'typeorm';
import { lifeStageOf, namesOf, type SourcedName } from '../compose-person';
import { findCandidates, type SearchRow, type SearchScope } from './find-candidates';
import { likenessTo } from './likeness';
import { type Score, scoreOf } from './score';
import type { SearchKeys } from './search-keys';

export interface FoundChild extends Score {
  /** Hub id. */
  readonly id: string;
  readonly names: readonly SourcedName[];
  /** ISO date; null when unknown. */
  readonly dateOfBirth: string | null;
}

/** Who searched, and why: what the log keeps of a search beside the kinds of keys and the number of hits. */
export interface Searcher {
  readonly sub: string;
  readonly agency: string;
  readonly rid: string;
  readonly purpose: string;
}

/**
 * Children and unborn children who fit, best first, made up only of what the scope lets the searcher know. Whether somebody fits at all
 * is told key by key (`scoreOf`), as typing and hearing go wrong; how well, by the comparison that links records.
 *
 * @param today ISO date: whoever is 18 by then is not a child any more.
 */
export async function findChildren(keys: SearchKeys, scope: SearchScope, today: string, db: DataSource): Promise<FoundChild[]> {
  const likeness = likenessTo(keys);
  const found = [...byPerson(await findCandidates(keys, scope, db))].flatMap(([id, rows]) => {
    const fit = scoreOf(candidateOf(rows), keys);
    const dateOfBirth = rows.map(({ identity }) => identity.dateOfBirth).find((date) => date !== undefined);
    const stage = lifeStageOf(
      rows.map(({ identity }) => identity.lifeStage),
      dateOfBirth,
      today,
    );
    return fit === undefined || stage === 'ADULT'
      ? []
      : [{ ...fit, score: likeness(rows), id, names: namesOf(rows), dateOfBirth: dateOfBirth ?? null }];
  });
  return found.sort((left, right) => right.score - left.score || (left.id < right.id ? -1 : 1)).slice(0, keys.first);
}

function byPerson(rows: readonly SearchRow[]): Map<string, SearchRow[]> {
  const people = new Map<string, SearchRow[]>();
  for (const row of rows) {
    people.set(row.hub, [...(people.get(row.hub) ?? []), row]);
  }
  return people;
}

function candidateOf(rows: readonly SearchRow[]) {
  return {
    names: rows.flatMap(({ namesText }) => namesText.split('\n')),
    dates: rows.flatMap(({ birth }) => birth?.split(':')[1] ?? []),
    postcodes: rows.flatMap(({ postcodes }) => postcodes),
    nhsNumbers: rows.flatMap(({ nhsNumber }) => nhsNumber ?? []),
    upns: rows.flatMap(({ upns }) => upns),
  };
}

/** Kept before anything is shown. The kinds of keys, never what was typed; the number found, never who. */
export async function logSearch(searcher: Searcher, keys: readonly string[], hits: number, db: DataSource): Promise<void> {
  await db.query('insert into search_log (rid, principal, agency, purpose, keys, hits) values ($1, $2, $3, $4, $5, $6)', [
    searcher.rid,
    searcher.sub,
    searcher.agency,
    searcher.purpose,
    keys,
    hits,
  ]);
}
