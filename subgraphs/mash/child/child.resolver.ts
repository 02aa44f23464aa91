import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import type { HubContext } from '../context';
import { PurposeEnum } from './enums';
import { findChild } from './find-child';
import { Child } from './person.types';

@Resolver(() => Child)
export class ChildResolver {
  @Query(() => Child, {
    nullable: true,
    description: 'A child through a case of yours. Null: absent, or not yours to know. Name the case when you hold several.',
  })
  child(
    @Arg('id', () => ID) id: string,
    @Arg('purpose', () => PurposeEnum) purpose: string,
    @Arg('caseId', () => ID, { nullable: true }) caseId: string | null,
    @Ctx() context: HubContext,
  ): Promise<Child | null> {
    return findChild({ id, purpose, caseId }, context);
  }
}
