import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { HubContext } from '../../context';
import { confirmDecision } from './confirm-decision';
import { decideReview } from './decide-review';
import { LinkOutcome, type ReviewDecision, ReviewDecisionEnum } from './decision.types';
import { describeReviews } from './describe-review';
import { linkPeople } from './link-people';
import { findLinkedRecords } from './linked-records';
import { countRestricted, findReview, listReviews } from './list-reviews';
import { noteShown, restrictedScope, reviewScope } from './review-scope';
import { LinkedRecord, LinkReview, LinkReviewConnection, LinkReviewFilter } from './review.types';
import { sealPeople } from './seal-people';
import { unlinkPeople } from './unlink-people';

@Resolver()
export class ReviewResolver {
  @Query(() => LinkReviewConnection, {
    description: 'Pairs of people who may be one, that wait for somebody to decide; oldest first.',
  })
  async linkReviews(
    @Arg('filter', () => LinkReviewFilter, { nullable: true }) filter: LinkReviewFilter | null,
    @Arg('first', () => Int, { nullable: true }) first: number | null,
    @Arg('after', () => String, { nullable: true }) after: string | null,
    @Ctx() context: HubContext,
  ): Promise<LinkReviewConnection> {
    const scope = await reviewScope('Query.linkReviews', context);
    const page = await listReviews({ filter, first, after }, scope, context);
    const people = page.edges.flatMap(({ node }) => [node.left.person, node.right.person]);
    noteShown(people, 'Query.linkReviews', scope, context);
    return page;
  }

  @Query(() => LinkReview, { nullable: true, description: 'Null: settled, absent, or not yours to know.' })
  async linkReview(@Arg('id', () => ID) id: string, @Ctx() context: HubContext): Promise<LinkReview | null> {
    const scope = await reviewScope('Query.linkReview', context);
    const row = await findReview(id, scope, context);
    if (row === undefined) return null;
    noteShown([row.leftHub, row.rightHub], 'Query.linkReview', scope, context);
    return (await describeReviews([row], scope, context))[0] ?? null;
  }

  @Query(() => Int, { nullable: true, description: 'How many reviews wait that concern somebody whose identity is protected.' })
  restrictedLinkReviews(@Ctx() context: HubContext): Promise<number> {
    return countRestricted(context.database);
  }

  @Query(() => [LinkedRecord], { description: 'The agency records that are taken for this person, of those you may know of.' })
  async linkedRecords(@Arg('person', () => ID) person: string, @Ctx() context: HubContext): Promise<LinkedRecord[]> {
    const scope = await reviewScope('Query.linkedRecords', context);
    return findLinkedRecords(person, scope, context);
  }

  @Mutation(() => LinkOutcome, {
    description: 'Answers a review. Of somebody whose identity is protected a second person has to agree.',
  })
  async decideLinkReview(
    @Arg('id', () => ID) id: string,
    @Arg('decision', () => ReviewDecisionEnum) decision: ReviewDecision,
    @Arg('reason', () => String) reason: string,
    @Ctx() context: HubContext,
  ): Promise<LinkOutcome> {
    return decideReview({ id, decision, reason }, await reviewScope('Mutation.decideLinkReview', context), context);
  }

  @Mutation(() => LinkOutcome, { description: 'Links two people whom no review has put side by side.' })
  async linkPeople(
    @Arg('person', () => ID) person: string,
    @Arg('other', () => ID) other: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() context: HubContext,
  ): Promise<LinkOutcome> {
    return linkPeople({ person, other, reason }, await reviewScope('Mutation.linkPeople', context), context);
  }

  @Mutation(() => LinkOutcome, {
    description: 'Takes apart what was linked wrongly, for ever, and says who was shown the two as one.',
  })
  async unlinkPeople(
    @Arg('person', () => ID) person: string,
    @Arg('records', () => [ID], { description: 'By `linkedRecords`: those that are somebody else.' }) records: string[],
    @Arg('reason', () => String) reason: string,
    @Ctx() context: HubContext,
  ): Promise<LinkOutcome> {
    const scope = await reviewScope('Mutation.unlinkPeople', context);
    return unlinkPeople({ person, records, reason, sealed: false }, scope, context);
  }

  @Mutation(() => LinkOutcome, {
    description:
      'Seals a child before and after adoption from each other: as unlinking, and told nobody. A second person has to agree.',
  })
  async sealPeople(
    @Arg('person', () => ID) person: string,
    @Arg('other', () => ID) other: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() context: HubContext,
  ): Promise<LinkOutcome> {
    return sealPeople({ person, other, reason }, await restrictedScope('Mutation.sealPeople', context), context);
  }

  @Mutation(() => LinkOutcome, {
    description: 'The second pair of eyes on a decision that needs one: agrees with it, or declines it.',
  })
  async confirmLinkDecision(
    @Arg('id', () => ID) id: string,
    @Arg('agree', () => Boolean) agree: boolean,
    @Arg('reason', () => String) reason: string,
    @Ctx() context: HubContext,
  ): Promise<LinkOutcome> {
    return confirmDecision({ id, agree, reason }, await restrictedScope('Mutation.confirmLinkDecision', context), context);
  }
}
