import type { DataSource } from 'typeorm';
import { badInput, forbidden, notFound } from '../../../common/errors';
import { normaliseNhsNumber } from '../../../common/identifiers';
import { checkReason } from '../cases/case-rules';
import { isId } from '../cases/case-store';
import type { HubContext } from '../context';
import { STANDS, type Tie } from './own-ties';
import { isSameHuman } from './sign-ins';

/** Whom somebody declares: by NHS number, or by the hub's id where there is none. One of the two. */
export interface Declared {
  readonly nhsNumber?: string | null;
  readonly person?: string | null;
}

/**
 * Declares that the caller must not look up this person. An id of nobody is taken like any other: the answer tells nothing.
 *
 * @throws BAD_USER_INPUT
 */
export async function declareTie({ nhsNumber, person }: Declared, tie: Tie, context: HubContext): Promise<void> {
  const { database, principal, now } = context;
  if ((nhsNumber ?? null) === null && typeof person === 'string') {
    if (!isId(person)) throw badInput('person: must be an id that a search gave');
    await database.query(
      `insert into own_person (member, person, tie, declared_at) values ($1, $2, $3, $4)
       on conflict (member, person) do update set tie = excluded.tie, declared_at = excluded.declared_at`,
      [principal.sub, person, tie, now()],
    );
    return;
  }
  if (typeof person === 'string') throw badInput('person: say either this or nhsNumber');
  const number = normaliseNhsNumber(nhsNumber ?? '');
  if (number === undefined) throw badInput('nhsNumber: must be ten digits whose check digit holds');
  await database.query(
    `insert into own_tie (member, nhs_number, tie, declared_at) values ($1, $2, $3, $4)
     on conflict (member, nhs_number) do update set tie = excluded.tie, declared_at = excluded.declared_at`,
    [principal.sub, number, tie, now()],
  );
}

export interface TieRow {
  readonly id: string;
  readonly member: string;
  readonly tie: Tie;
  readonly declaredAt: Date;
}

/** Declarations that stand, the latest first, at most 500; or the one of this id. Who they are about stays out. */
export const findTies = (database: DataSource, id: string | null = null): Promise<TieRow[]> =>
  database.query(
    `select id, member, tie, declared_at as "declaredAt" from (
       select id, member, tie, declared_at from own_tie union all select id, member, tie, declared_at from own_person
     ) as declared where ${STANDS} and ($1::uuid is null or id = $1) order by declared_at desc, id limit 500`,
    [id],
  );

/**
 * Ends a declaration from now on. Nobody ends their own: that would be the first step to looking.
 *
 * @throws BAD_USER_INPUT, FORBIDDEN; NOT_FOUND for one that does not stand
 */
export async function endTie(id: string, reason: string, { database, principal, now }: HubContext): Promise<void> {
  const why = checkReason(reason);
  const [tie] = isId(id) ? await findTies(database, id) : [];
  if (tie === undefined) throw notFound();
  if (await isSameHuman(principal.sub, tie.member, database)) throw forbidden('Nobody ends a declaration of their own');
  await database.query('insert into own_tie_end (tie, ended_at, ended_by, rid, reason) values ($1, $2, $3, $4, $5)', [
    id,
    now(),
    principal.sub,
    principal.rid,
    why,
  ]);
}
