import { basename } from 'node:path';
import { matchRecords, type Matching } from '../../matching/evaluate/evaluate';
import { type Findings, judge } from '../../matching/evaluate/judge';
import { countPairs, type PairSpace } from '../../matching/pairs/pair-space';
import type { Columns } from './columns';
import { readPeople } from './people';
import { readTable, type Table } from './table';
import { readTruth, type TruthSource } from './truth';

export interface MatchEvaluation {
  readonly files: readonly string[];
  readonly records: number;
  /** Pairs that could be made of them. */
  readonly possiblePairs: number;
  readonly findings: Findings;
  readonly matching: Matching;
  readonly tables: readonly Table[];
}

/** Finds who is who in one file or between two, without looking at the truth, and then holds the answer against it. */
export function evaluateFiles(paths: readonly string[], columns: Columns, truth: TruthSource): MatchEvaluation {
  const tables = paths.map(readTable);
  // The truth is read first, so that a wrong column is told before minutes of work. Nothing below sees it until `judge`.
  const truths = tables.flatMap((table) => readTruth(table, truth));
  const people = readPeople(tables, columns);
  const space: PairSpace = { people, boundary: tables.length === 2 ? tables[0]?.rows.length : undefined };
  const matching = matchRecords(space, paths.map((path) => basename(path)).join(' and '));
  return {
    files: tables.map(({ name }) => name),
    records: people.length,
    possiblePairs: countPairs(space),
    findings: judge(space, matching.pairs, truths),
    matching,
    tables,
  };
}
