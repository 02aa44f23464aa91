import { randomUUID } from 'node:crypto';
import { HUB_CODE } from '../../../common/access/vocabulary';
import { badInput, notFound } from '../../../common/errors';
import { londonDate } from '../../../common/time';
import { checkReason } from '../cases/case-rules';
import type { HubContext } from '../context';
import type { RightsOutcome, RightsRequest, RightsRequestInput } from './rights.types';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Keeps a request, with the last day to answer it. The words stand in this table and in no log. @throws BAD_USER_INPUT, NOT_FOUND */
export async function recordRightsRequest(input: RightsRequestInput, context: HubContext): Promise<RightsRequest> {
  const asked = checkReason(input.asked);
  const receivedOn = dayOf(input.receivedOn);
  if (receivedOn > londonDate(context.now())) throw badInput('receivedOn: must not lie ahead');
  const person = UUID.test(input.person) ? await context.loaders.people.load(input.person) : undefined;
  if (person == null || context.barred.includes(person.id)) throw notFound();
  const id = randomUUID();
  await context.database.query(
    `insert into rights_request (id, kind, person, custodian, received_on, due_on, asked, recorded_at, recorded_by, rid)
     values ($1, $2, $3, $4, $5, ($5::date + interval '1 month')::date, $6, $7, $8, $9)`,
    [
      id,
      input.kind,
      person.id,
      input.custodian ?? HUB_CODE,
      receivedOn,
      asked,
      context.now(),
      context.principal.sub,
      context.principal.rid,
    ],
  );
  return getRequest(id, context);
}

/** Answers a request, once. A second thought is a new request. @throws BAD_USER_INPUT, NOT_FOUND */
export async function answerRightsRequest(
  id: string,
  outcome: RightsOutcome,
  reason: string,
  context: HubContext,
): Promise<RightsRequest> {
  const why = checkReason(reason);
  if (!UUID.test(id)) throw notFound();
  await getRequest(id, context);
  const answered: unknown[] = await context.database.query(
    `insert into rights_answer (request, outcome, answered_on, reason, recorded_at, recorded_by, rid)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning 1`,
    [id, outcome, londonDate(context.now()), why, context.now(), context.principal.sub, context.principal.rid],
  );
  if (answered.length === 0) throw badInput('id: the request has its answer already');
  return getRequest(id, context);
}

/** Requests, the one due first at the top; only those without an answer when `open`. Somebody else answers those of the reader's own people. */
export async function listRightsRequests(open: boolean, context: HubContext): Promise<RightsRequest[]> {
  const rows: Row[] = await context.database.query(
    `${SELECT} where ($1 = false or a.request is null) and r.person <> all($2::uuid[]) order by r.due_on, r.id limit 500`,
    [open, context.barred],
  );
  return rows.map((row) => requestFrom(row, context));
}

async function getRequest(id: string, context: HubContext): Promise<RightsRequest> {
  const [row]: Row[] = await context.database.query(`${SELECT} where r.id = $1 and r.person <> all($2::uuid[])`, [
    id,
    context.barred,
  ]);
  if (row === undefined) throw notFound();
  return requestFrom(row, context);
}

type Row = Omit<RightsRequest, 'overdue' | 'custodian'> & { readonly custodian: string };

const SELECT = `
  select r.id, r.kind, r.person, r.custodian, r.received_on::text as "receivedOn", r.due_on::text as "dueOn", r.asked,
    a.outcome, a.answered_on::text as "answeredOn", a.reason
  from rights_request r left join rights_answer a on a.request = r.id`;

const requestFrom = (row: Row, { now }: HubContext): RightsRequest => ({
  ...row,
  custodian: row.custodian === HUB_CODE ? null : row.custodian,
  overdue: row.outcome === null && row.dueOn < londonDate(now()),
});

/** The scalar gives a date as a moment. */
const dayOf = (day: string | Date): string => (day instanceof Date ? day.toISOString().slice(0, 10) : day);
