import { GraphQLDateTime } from 'graphql-scalars';
import { Arg, Ctx, Field, ID, Int, ObjectType, Query, registerEnumType, Resolver } from 'type-graphql';
import { badInput } from '../../../common/errors';
import { enumOf } from '../child/enums';
import type { HubContext } from '../context';
import { EVENT_KINDS, findNotices, type NoticeRow } from './notice-store';

const NoticeKindEnum = enumOf(EVENT_KINDS);
registerEnumType(NoticeKindEnum, { name: 'NoticeKind' });
const MOST = 200;

@ObjectType({ description: 'A case of yours whose advice crossed a level. Ask the case for more.' })
export class Notice {
  @Field(() => ID, { description: 'Counts up.' })
  id!: string;

  @Field(() => NoticeKindEnum)
  kind!: NoticeRow['kind'];

  @Field(() => GraphQLDateTime)
  at!: Date;

  @Field(() => ID)
  caseId!: string;

  @Field(() => String)
  reference!: string;
}

@Resolver()
export class NoticeResolver {
  @Query(() => [Notice], {
    nullable: true,
    description: 'What crossed a threshold in your open cases after that notice; oldest first.',
  })
  notices(
    @Arg('after', () => ID, { nullable: true }) after: string | null,
    @Arg('first', () => Int, { nullable: true }) first: number | null,
    @Ctx() context: HubContext,
  ): Promise<Notice[]> {
    const most = first ?? 50;
    if (most < 1 || most > MOST) throw badInput(`first: must be from 1 to ${MOST}`);
    if (after !== null && after !== undefined && !/^\d{1,18}$/.test(after)) throw badInput('after: must be the id of a notice');
    return findNotices(context, after ?? '0', most, context.database);
  }
}
