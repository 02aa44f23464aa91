import type { HubContext } from '../context';
import { badInput } from '../../../common/errors';
import { decisionFor } from '../../../common/access/verdicts';
import { withheldError } from '../../../common/access/withheld-error';
import { decodeCursor, encodeCursor, pageSize } from '../child/cursor';
import type { CasesArguments } from './case-inputs';
import { caseFor } from './case-reading';
import { CASE_COLUMNS, CASE_STATUS } from './case-store';
import type { CaseConnection, CaseFilter } from './case.types';
import { ADVICE_COLUMNS, checkMaySortByAdvice, listedAdvice } from './case-advice';
import { type ListedCase, ORDERS } from './case-orders';
import { REACHABLE, reachParameters } from './reachable-cases';

/** As many as a triage list has. */
const PAGE = { usual: 25, most: 500 };

/** Cases that the caller may see, filtered, counted, sorted and paged in the database. @throws BAD_USER_INPUT */
export async function listCases({ filter, orderBy, first, after }: CasesArguments, context: HubContext): Promise<CaseConnection> {
  const order = ORDERS[orderBy];
  const size = pageSize(first, PAGE);
  const reach = reachParameters(context);
  const conditions = conditionsOf(filter ?? {}, reach.length + 1);
  const where = `where ${['true', ...conditions.sql].join(' and ')}`;
  const isByAdvice = order.byAdvice || conditions.byAdvice;
  if (isByAdvice) checkMaySortByAdvice(context);
  // What the caller's own viewpoint would be told, and no other: order, filter and count then tell no more than the advice itself.
  const from = isByAdvice
    ? `${REACHABLE} left join case_advice adv on adv.case_id = c.id and adv.viewpoint = way.viewpoint`
    : REACHABLE;
  const columns = isByAdvice ? `${CASE_COLUMNS}, ${ADVICE_COLUMNS}` : CASE_COLUMNS;
  const parameters = [...reach, ...conditions.parameters];
  const key = after === undefined || after === null ? [] : decodeCursor(after, order.shape).slice(1);
  const beyond = key.length > 0 ? `and ${order.after(parameters.length + 1)}` : '';
  const [rows, [counted]]: [ListedCase[], { count: number }[]] = await Promise.all([
    context.database.query(
      `select ${columns}, way.id as through from ${from} ${where} ${beyond} order by ${order.sql} limit ${size + 1}`,
      [...parameters, ...key],
    ),
    context.database.query(`select count(*)::int as count from ${conditions.byAdvice ? from : REACHABLE} ${where}`, parameters),
  ]);
  const edges = rows
    .slice(0, size)
    .map((row) => ({ node: shown(row, isByAdvice, context), cursor: encodeCursor(order.key(row)) }));
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
function shown(row: ListedCase, isByAdvice: boolean, context: HubContext) {
  const one = caseFor(row, 'Query.cases', context);
  if (one === undefined) throw withheldError(context.agreement, 'cases', 'mash/cases/no-line');
  // Decided here at once, and noted by the guard when it is asked for: a decision for each of 500 rows is otherwise waited for.
  if (isByAdvice && decisionFor(context, one.subject, 'threshold').state === 'CONTENT') one.listed = listedAdvice(row);
  return one;
}

function conditionsOf(filter: CaseFilter, start: number): { sql: string[]; parameters: unknown[]; byAdvice: boolean } {
  const { status, team, level, purpose, advisedFrom, couldReachFrom, roseAfter } = filter;
  if (level !== undefined && level !== null && !/^[0-4]$/.test(String(level))) throw badInput('level: must be from 1 to 4');
  const byAdvice: [sql: (n: number) => string, value: unknown][] = [
    [(n) => `adv.level >= $${n}::int`, advisedFrom],
    [(n) => `adv.could_reach >= $${n}::int`, couldReachFrom],
    [(n) => `adv.rose_at > $${n}::timestamptz`, roseAfter],
  ];
  const isGiven = ([, value]: readonly [unknown, unknown]): boolean => value !== undefined && value !== null;
  const given: [sql: (n: number) => string, value: unknown][] = [
    [(n) => `${CASE_STATUS} = $${n}`, status],
    [(n) => `exists (select from case_assignment a where a.case_id = c.id and a.team = $${n})`, team],
    [(n) => `c.level = $${n}`, level],
    [(n) => `c.purpose = $${n}`, purpose],
    ...byAdvice,
  ];
  const present = given.filter(isGiven);
  return {
    sql: present.map(([sql], index) => sql(start + index)),
    parameters: present.map(([, value]) => value),
    byAdvice: byAdvice.some(isGiven),
  };
}
