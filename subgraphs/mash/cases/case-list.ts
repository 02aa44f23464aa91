import type { HubContext } from '../context';
import { badInput } from '../../../common/errors';
import { withheldError } from '../../../common/access/withheld-error';
import { decodeCursor, encodeCursor, pageSize } from '../child/cursor';
import type { CasesArguments } from './case-inputs';
import { caseFor } from './case-reading';
import { CASE_COLUMNS, CASE_STATUS, isId } from './case-store';
import type { CaseConnection, CaseFilter, CaseOrder } from './case.types';
import { REACHABLE, type ReachableCase, reachParameters } from './reachable-cases';

interface Order {
  readonly sql: string;
  /** Rows after the key in $4.. */
  readonly after: (first: number) => string;
  key(row: ReachableCase): string[];
  readonly shape: readonly ((part: string) => boolean)[];
}

const PAGE = { usual: 25, most: 100 };
const isInstant = (part: string): boolean => /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(part) && !Number.isNaN(Date.parse(part));
const isLevel = (part: string): boolean => /^[0-4]$/.test(part);

/** The order is part of the cursor's key: a cursor of one order is none of another. */
const ORDERS: Readonly<Record<CaseOrder, Order>> = {
  NEWEST_FIRST: byTime('NEWEST_FIRST', 'desc', '<'),
  OLDEST_FIRST: byTime('OLDEST_FIRST', 'asc', '>'),
  HIGHEST_LEVEL_FIRST: {
    sql: 'coalesce(c.level, 0) desc, c.opened_at desc, c.id desc',
    after: (n) => `(coalesce(c.level, 0), c.opened_at, c.id) < ($${n}::int, $${n + 1}::timestamptz, $${n + 2}::uuid)`,
    key: ({ level, openedAt, id }) => ['HIGHEST_LEVEL_FIRST', String(level ?? 0), openedAt.toISOString(), id],
    shape: [(part) => part === 'HIGHEST_LEVEL_FIRST', isLevel, isInstant, isId],
  },
};

/** Cases that the caller may see, filtered, counted, sorted and paged in the database. @throws BAD_USER_INPUT */
export async function listCases({ filter, orderBy, first, after }: CasesArguments, context: HubContext): Promise<CaseConnection> {
  const order = ORDERS[orderBy];
  const size = pageSize(first, PAGE);
  const reach = reachParameters(context);
  const conditions = conditionsOf(filter ?? {}, reach.length + 1);
  const where = `where ${['true', ...conditions.sql].join(' and ')}`;
  const parameters = [...reach, ...conditions.parameters];
  const key = after === undefined || after === null ? [] : decodeCursor(after, order.shape).slice(1);
  const beyond = key.length > 0 ? `and ${order.after(parameters.length + 1)}` : '';
  const [rows, [counted]]: [ReachableCase[], { count: number }[]] = await Promise.all([
    context.database.query(
      `select ${CASE_COLUMNS}, way.id as through from ${REACHABLE} ${where} ${beyond} order by ${order.sql} limit ${size + 1}`,
      [...parameters, ...key],
    ),
    context.database.query(`select count(*)::int as count from ${REACHABLE} ${where}`, parameters),
  ]);
  const edges = rows.slice(0, size).map((row) => ({ node: shown(row, context), cursor: encodeCursor(order.key(row)) }));
  return {
    edges,
    totalCount: counted?.count ?? 0,
    pageInfo: {
      hasNextPage: rows.length > size,
      hasPreviousPage: key.length > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** A case counted must be a case shown; an agreement that says otherwise is refused aloud, not by a shorter list. */
function shown(row: ReachableCase, context: HubContext) {
  const one = caseFor(row, 'Query.cases', context);
  if (one === undefined) throw withheldError(context.agreement, 'cases', 'mash/cases/no-line');
  return one;
}

function conditionsOf({ status, team, level, purpose }: CaseFilter, start: number): { sql: string[]; parameters: unknown[] } {
  if (level !== undefined && level !== null && !isLevel(String(level))) throw badInput('level: must be from 1 to 4');
  const given: [sql: (n: number) => string, value: unknown][] = [
    [(n) => `${CASE_STATUS} = $${n}`, status],
    [(n) => `exists (select from case_assignment a where a.case_id = c.id and a.team = $${n})`, team],
    [(n) => `c.level = $${n}`, level],
    [(n) => `c.purpose = $${n}`, purpose],
  ];
  const present = given.filter(([, value]) => value !== undefined && value !== null);
  return { sql: present.map(([sql], index) => sql(start + index)), parameters: present.map(([, value]) => value) };
}

function byTime(name: CaseOrder, direction: 'asc' | 'desc', sign: '<' | '>'): Order {
  return {
    sql: `c.opened_at ${direction}, c.id ${direction}`,
    after: (n) => `(c.opened_at, c.id) ${sign} ($${n}::timestamptz, $${n + 1}::uuid)`,
    key: ({ openedAt, id }) => [name, openedAt.toISOString(), id],
    shape: [(part) => part === name, isInstant, isId],
  };
}
