import type { DataSource } from 'typeorm';
import { badInput } from '../../../../common/errors';
import { isId } from '../../cases/case-store';
import { decodeCursor, encodeCursor, isInstant, pageSize } from '../../child/cursor';
import type { HubContext } from '../../context';
import { resolveHubIds } from '../redirects';
import { describeReviews } from './describe-review';
import type { ReviewScope } from './review-scope';
import type { LinkReview, LinkReviewConnection, LinkReviewFilter, LinkReviewState } from './review.types';

/** A pair that waits, with the two people as linked so far. */
export interface ReviewRow {
  readonly id: string;
  readonly openedAt: Date;
  readonly state: LinkReviewState;
  /** Of somebody under IDENTITY protection, or sealed from who they were or became; or of somebody whose hidden address alone brought the two together. */
  readonly restricted: boolean;
  readonly lower: number;
  readonly upper: number;
  readonly leftHub: string;
  readonly rightHub: string;
}

export interface ReviewsQuery {
  readonly filter?: LinkReviewFilter | null;
  readonly first?: number | null;
  readonly after?: string | null;
}

const PAGE = { usual: 25, most: 50 };

const scopeParameters = ({ agencies, people, restricted, barred = [] }: ReviewScope): unknown[] => [
  agencies,
  people,
  restricted,
  barred,
];

/** Whether a record of this name in the query is of somebody who is sealed from somebody: before or after adoption. */
const isSealed = (record: string): string => `exists (
  select from link_decision_pair as sealed join link_decision as decision on decision.id = sealed.decision and decision.kind = 'SEALED'
  join link_effect on link_effect.decision = decision.id
  where (sealed.agency, sealed.person) = (${record}.agency, ${record}.person)
    or (sealed.other_agency, sealed.other_person) = (${record}.agency, ${record}.person))`;

/**
 * Reviews that the caller may know of: $1 agencies, $2 people, $3 whether restricted ones too, $4 their own family, of whom they see
 * nothing. What is not theirs is not counted.
 */
const REVIEWS = `(
  select review.id, date_trunc('milliseconds', review.opened_at) as "openedAt", review.lower, review.upper,
    one.hub as "leftHub", other.hub as "rightHub", kept.restricted,
    case when said.kind is null then 'OPEN' when said.kind = 'NEED_MORE' then 'NEED_MORE' else 'AWAITING_SECOND' end as state
  from link_review as review
  join agency_person as one on one.ref = review.lower
  join agency_person as other on other.ref = review.upper
  join lateral (
    select bool_or(protect_identity or ${isSealed('agency_person')}) or bool_or(protect_location) and coalesce(bool_or(edge.by_place), false) as restricted,
      bool_or(hub = one.hub and (agency = any($1::text[]) or hub = any($2::uuid[]))) as left_known,
      bool_or(hub = other.hub and (agency = any($1::text[]) or hub = any($2::uuid[]))) as right_known
    from agency_person left join match_edge as edge on edge.lower = review.lower and edge.upper = review.upper
    where hub in (one.hub, other.hub) and identity is not null) as kept
    on kept.left_known and kept.right_known and (not kept.restricted or $3::boolean) and not (one.hub = any($4::uuid[]) or other.hub = any($4::uuid[]))
  left join lateral (
    select decision.kind from link_decision_pair as pair join link_decision as decision on decision.id = pair.decision
    where ((pair.agency, pair.person, pair.other_agency, pair.other_person) = (one.agency, one.person, other.agency, other.person)
        or (pair.agency, pair.person, pair.other_agency, pair.other_person) = (other.agency, other.person, one.agency, one.person))
      and (decision.kind = 'NEED_MORE'
        or decision.needs_second and not exists (select from link_confirmation where link_confirmation.decision = decision.id))
    order by decision.kind = 'NEED_MORE', decision.at desc limit 1) as said on true) as review`;

/** Oldest first. @throws BAD_USER_INPUT */
export async function listReviews(query: ReviewsQuery, scope: ReviewScope, context: HubContext): Promise<LinkReviewConnection> {
  const size = pageSize(query.first, PAGE);
  const { state, person } = query.filter ?? {};
  const about = typeof person === 'string' ? await currentId(person, context) : null;
  const where = `where ($5::text is null or state = $5) and ($6::uuid is null or $6 in ("leftHub", "rightHub"))`;
  const parameters = [...scopeParameters(scope), state ?? null, about];
  const key = query.after ? decodeCursor(query.after, [isInstant, isId]) : [];
  const beyond = key.length > 0 ? 'and ("openedAt", id) > ($7::timestamptz, $8::uuid)' : '';
  const rows: ReviewRow[] = await context.database.query(
    `select * from ${REVIEWS} ${where} ${beyond} order by "openedAt", id limit ${size + 1}`,
    [...parameters, ...key],
  );
  const [counted]: { count: number }[] = await context.database.query(
    `select count(*)::int as count from ${REVIEWS} ${where}`,
    parameters,
  );
  const page = rows.slice(0, size);
  const described = await describeReviews(page, scope, context);
  const edges = page.map((row, index) => ({
    node: described[index] as LinkReview,
    cursor: encodeCursor([row.openedAt.toISOString(), row.id]),
  }));
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

/** One review, if the caller may know of it. */
export async function findReview(id: string, scope: ReviewScope, context: HubContext): Promise<ReviewRow | undefined> {
  const [row]: ReviewRow[] = isId(id)
    ? await context.database.query(`select * from ${REVIEWS} where id = $5`, [...scopeParameters(scope), id])
    : [];
  return row;
}

/** However many the caller could see: the number alone says nothing of anybody. */
export async function countRestricted(database: DataSource): Promise<number> {
  const [row]: { count: number }[] = await database.query(
    `select count(*)::int as count from link_review as review where exists (
       select from agency_person as one join agency_person as kept on kept.hub = one.hub and kept.identity is not null
       where one.ref in (review.lower, review.upper) and (kept.protect_identity or ${isSealed('kept')} or kept.protect_location and exists (
         select from match_edge as edge where edge.lower = review.lower and edge.upper = review.upper and edge.by_place)))`,
  );
  return row?.count ?? 0;
}

async function currentId(person: string, { database }: HubContext): Promise<string> {
  if (!isId(person)) throw badInput('person: not an id of the hub');
  return (await resolveHubIds([person], database)).get(person) ?? person;
}
