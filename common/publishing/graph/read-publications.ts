import type { AgencyContext } from '../../agency/context';
import { grouped } from '../../grouped';
import { page, pageSize, placeAfter } from '../../graphql/paging';
import type { PublicationState } from '../publications';
import { countPublications, findReceipts, type Receipt } from '../receipts';
import type { Problem } from '../record';
import { textArray } from '../sql-text';
import type { Publication, PublicationConnection, PublicationProblem, PublicationProblemConnection } from './publication.types';

type ReadContext = Pick<AgencyContext, 'database' | 'loaders' | 'registered'>;

export interface PublicationsArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly format?: string | null;
  readonly state?: string | null;
}

export type PublicationFields = Omit<Publication, 'problems'>;

const PAGE = { usual: 20, most: 100 };
const PROBLEM_PAGE = { usual: 50, most: 500 };
const ID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const PLACE = new RegExp(`^(\\d{4}-\\d{2}-\\d{2}T[\\d:.]{12}Z) (${ID})$`);

/** The agency's publications, newest first. @throws BAD_USER_INPUT */
export async function listPublications(args: PublicationsArguments, context: ReadContext): Promise<PublicationConnection> {
  const size = pageSize(args.first, PAGE);
  const place = PLACE.exec(placeAfter(args.after, PLACE) ?? '');
  const filter = {
    ...(typeof args.format === 'string' ? { format: args.format } : {}),
    ...(typeof args.state === 'string' ? { state: args.state as PublicationState } : {}),
  };
  const after = place === null ? {} : { after: { receivedAt: place[1] as string, id: place[2] as string } };
  const [receipts, totalCount] = await Promise.all([
    findReceipts(context.database, context.registered.name, { ...filter, ...after, limit: size + 1 }),
    countPublications(context.database, filter),
  ]);
  const nodes = receipts.map((receipt) => shown(receipt, context));
  const placeOf = ({ receivedAt, id }: PublicationFields) => `${receivedAt.toISOString()} ${id}`;
  return { ...page(nodes, size, place !== null, placeOf), totalCount };
}

/** One publication; null when the agency has none of that id. */
export async function readPublication(id: string, context: ReadContext): Promise<PublicationFields | null> {
  if (!new RegExp(`^${ID}$`).test(id)) return null;
  const [receipt] = await findReceipts(context.database, context.registered.name, { id, limit: 1 });
  return receipt === undefined ? null : shown(receipt, context);
}

/** A page of what was wrong in a publication. Those of several publications are read together. */
export async function listProblems(
  { id, problemTotal }: Pick<PublicationFields, 'id' | 'problemTotal'>,
  first: number | null | undefined,
  after: string | null | undefined,
  context: ReadContext,
): Promise<PublicationProblemConnection> {
  const size = pageSize(first, PROBLEM_PAGE);
  const place = placeAfter(after, /^\d{1,9}$/);
  const from = place === undefined ? 0 : Number(place) + 1;
  const loader = context.loaders.get<string, PlacedProblem[]>(`publication-problems/${from}/${size}`, async (ids) => {
    const rows: PlacedProblem[] = await context.database.query(
      `select publication_id as publication, position, file, row, severity, code, field, problem, remedy
       from unnest($1::uuid[]) as wanted (id) cross join lateral (
         select * from publication_problem where publication_id = wanted.id and position >= $2 order by position limit $3) found
       order by publication_id, position`,
      [textArray(ids), from, size + 1],
    );
    return grouped(
      rows,
      ({ publication }) => publication,
      (row) => row,
    );
  });
  const found = (await loader.load(id)) ?? [];
  const { edges, pageInfo } = page(found, size, place !== undefined, ({ position }) => String(position));
  return { edges: edges.map(({ node, cursor }) => ({ node: shownProblem(node), cursor })), pageInfo, totalCount: problemTotal };
}

interface PlacedProblem extends Omit<Problem, 'row'> {
  readonly publication: string;
  /** From 0, in the order of the rows. */
  readonly position: number;
  /** A bigint, so it arrives as text. */
  readonly row: string;
}

const shownProblem = ({ file, row, field, code, problem, remedy, severity }: PlacedProblem): PublicationProblem => ({
  ...{ file, field, code, problem, remedy },
  row: Number(row),
  severity: severity.toUpperCase(),
});

function shown(receipt: Receipt, { registered }: Pick<ReadContext, 'registered'>): PublicationFields {
  const { id, format, state, failure, publishedBy, digest, rows, problemTotal } = receipt;
  return {
    ...{ id, format, state, failure, publishedBy, digest, rows, problemTotal },
    agency: registered.agency,
    receivedAt: new Date(receipt.receivedAt),
    completedAt: receipt.completedAt === null ? null : new Date(receipt.completedAt),
    files: [...receipt.files],
    records: Object.entries(receipt.records).map(([kind, count]) => ({ kind, count })),
    problemCounts: Object.entries(receipt.problemCounts).map(([code, { severity, count }]) => ({
      code,
      severity: severity.toUpperCase(),
      count,
    })),
    problemsCsvPath: `/publish/${registered.name}/publications/${id}/problems.csv`,
  };
}
