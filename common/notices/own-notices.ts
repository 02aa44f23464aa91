import { GraphQLDateTime } from 'graphql-scalars';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import type { AgencyContext } from '../agency/context';
import { badInput } from '../errors';

/** What the hub told this custodian at once (`noticeRouter`), for its own staff. The same type in every agency. */
@ObjectType({ description: 'Somebody reached people of this agency in an emergency, without a case: who, why and until when.' })
@Directive('@shareable')
export class EmergencyNotice {
  @Field(() => ID)
  id!: string;

  @Field(() => GraphQLDateTime)
  at!: Date;

  @Field(() => GraphQLDateTime)
  endsAt!: Date;

  @Field(() => String, { description: 'Who, as the hub calls them: opaque.' })
  member!: string;

  @Field(() => String, { description: 'Their employer.' })
  employer!: string;

  @Field(() => [String])
  roles!: string[];

  @Field(() => [ID], { description: 'This agency’s own ids of the people.' })
  persons!: string[];

  @Field(() => String, { description: 'In their own words.' })
  reason!: string;

  @Field(() => GraphQLDateTime, { description: 'When this agency had been told.' })
  receivedAt!: Date;
}

const PAGE = { usual: 50, most: 200 };

/**
 * Emergency access to this agency's people, newest first. What is about somebody of the reader's own is left out.
 *
 * @throws BAD_USER_INPUT
 */
export async function emergencyNotices(
  first: number | null | undefined,
  { database, disclosures, principal }: Pick<AgencyContext, 'database' | 'disclosures' | 'principal'>,
): Promise<EmergencyNotice[]> {
  const most = first ?? PAGE.usual;
  if (!Number.isInteger(most) || most < 1 || most > PAGE.most) throw badInput(`first: must be from 1 to ${PAGE.most}`);
  const notices: EmergencyNotice[] = await database.query(
    `select id, at, ends_at as "endsAt", member, employer, roles, persons, reason, received_at as "receivedAt"
     from hub_notice where not persons && $1::text[] order by at desc, id limit $2`,
    [principal.excluded ?? [], most],
  );
  for (const person of notices.flatMap(({ persons }) => persons)) disclosures.noteOwnPerson(person);
  return notices;
}
