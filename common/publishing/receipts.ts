import type { DataSource } from 'typeorm';
import type { PublicationState, ReceivedFile } from './publications';
import type { Problem } from './record';
import { type Counts, NO_COUNTS, problemTotal } from './tally';

/** What a publisher is told of a publication. */
export interface Receipt {
  readonly id: string;
  /** Registry name of the agency. */
  readonly agency: string;
  readonly format: string;
  /** `ALREADY_PUBLISHED` only in the answer to a second attempt. */
  readonly state: PublicationState | 'ALREADY_PUBLISHED';
  /** Why it failed, in a sentence; null unless it did. */
  readonly failure: string | null;
  readonly receivedAt: string;
  readonly completedAt: string | null;
  readonly publishedBy: string;
  /** SHA-256 over the sorted SHA-256 of the files. */
  readonly digest: string;
  readonly files: readonly ReceivedFile[];
  readonly rows: Counts['rows'];
  readonly records: Counts['records'];
  /** Exact, by code, also when there are more than are listed. */
  readonly problemCounts: Counts['problems'];
  readonly problemTotal: number;
  /** While it is imported: how much of the files has been read, 0 to 1. */
  readonly importedShare: number | null;
}

/** A receipt with a page of its problems, in the order of the rows. */
export interface ReceiptWithProblems extends Receipt {
  readonly problems: readonly Problem[];
}

interface ReceiptRow
  extends Omit<
    Receipt,
    'agency' | 'rows' | 'records' | 'problemCounts' | 'problemTotal' | 'importedShare' | 'receivedAt' | 'completedAt' | 'files'
  > {
  readonly receivedAt: Date;
  readonly completedAt: Date | null;
  readonly counts: Counts;
  readonly files: readonly ReceivedFile[];
}

export interface ReceiptFilter {
  readonly id?: string;
  readonly format?: string;
  readonly digest?: string;
  readonly state?: PublicationState;
  /** The last one of the page before. */
  readonly after?: { readonly receivedAt: string; readonly id: string };
  readonly limit: number;
}

/** Problems in one page of a receipt. */
const PROBLEM_PAGE = 1_000;

const FILTER =
  '($1::uuid is null or id = $1) and ($2::text is null or format = $2) and ($3::text is null or digest = $3) and ($4::text is null or state = $4)';

const filterParameters = ({ id, format, digest, state }: Partial<ReceiptFilter>) => [
  id ?? null,
  format ?? null,
  digest ?? null,
  state ?? null,
];

/** How many publications there are, page or no page. */
export async function countPublications(database: DataSource, filter: Partial<ReceiptFilter>): Promise<number> {
  const [row]: { count: number }[] = await database.query(
    `select count(*)::int as count from publication where ${FILTER}`,
    filterParameters(filter),
  );
  return row?.count ?? 0;
}

/** Receipts of one agency's publications, newest first. */
export async function findReceipts(database: DataSource, agency: string, filter: ReceiptFilter): Promise<Receipt[]> {
  const rows: ReceiptRow[] = await database.query(
    `select id, format, digest, state, failure, received_at as "receivedAt", completed_at as "completedAt", published_by as "publishedBy", counts,
       (select jsonb_agg(jsonb_build_object('name', name, 'sha256', sha256, 'bytes', bytes) order by position)
        from publication_file where publication_id = publication.id) as files
     from publication
     where ${FILTER} and ($5::timestamptz is null or received_at < $5 or (received_at = $5 and id > $6::uuid))
     order by received_at desc, id limit $7`,
    [...filterParameters(filter), filter.after?.receivedAt ?? null, filter.after?.id ?? null, filter.limit],
  );
  return rows.map(({ counts, receivedAt, completedAt, files, ...row }) => ({
    ...row,
    agency,
    receivedAt: receivedAt.toISOString(),
    completedAt: completedAt?.toISOString() ?? null,
    files: files ?? [],
    // Those of publications from before there were retractions lack theirs.
    rows: { ...NO_COUNTS.rows, ...counts.rows },
    records: counts.records,
    problemCounts: counts.problems,
    problemTotal: problemTotal(counts),
    importedShare: null,
  }));
}

/** One receipt, when it has ended with its problems from `from` on; undefined when there is none of that id. */
export async function findReceipt(
  database: DataSource,
  agency: string,
  id: string,
  from = 0,
): Promise<ReceiptWithProblems | undefined> {
  const [receipt] = await findReceipts(database, agency, { id, limit: 1 });
  if (receipt === undefined) return undefined;
  // Whoever waits for the end asks often; what was found is listed when all of it is.
  const problems = receipt.completedAt === null ? [] : await findProblems(database, id, from, PROBLEM_PAGE);
  return { ...receipt, problems };
}

/** The listed problems of a publication, in the order of the rows. */
export async function findProblems(database: DataSource, id: string, from: number, limit: number): Promise<Problem[]> {
  const rows: (Problem & { row: string })[] = await database.query(
    `select file, row, severity, code, field, problem, remedy from publication_problem
     where publication_id = $1 and position >= $2 order by position limit $3`,
    [id, from, limit],
  );
  return rows.map((problem) => ({ ...problem, row: Number(problem.row) }));
}
