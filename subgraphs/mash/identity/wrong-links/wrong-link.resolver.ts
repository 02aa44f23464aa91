import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { HubContext } from '../../context';
import { listNotices, markTold } from './wrong-link-store';
import { WrongLinkNotice } from './wrong-link.types';

@Resolver(() => WrongLinkNotice)
export class WrongLinkResolver {
  @Query(() => [WrongLinkNotice], {
    nullable: true,
    description: 'Members who were shown two people as one before these were taken apart: who, when, through which cases, what.',
  })
  wrongLinkNotices(
    @Arg('open', () => Boolean, { defaultValue: true, description: 'Only those who were not told yet.' }) open: boolean,
    @Ctx() context: HubContext,
  ): Promise<WrongLinkNotice[]> {
    return listNotices(open, context);
  }

  @Mutation(() => WrongLinkNotice, { nullable: true, description: 'Notes that the member was told, and how; once.' })
  markToldOfWrongLink(
    @Arg('id', () => ID) id: string,
    @Arg('how', () => String) how: string,
    @Ctx() context: HubContext,
  ): Promise<WrongLinkNotice> {
    return markTold(id, how, context);
  }
}
