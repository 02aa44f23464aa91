import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { notFound } from '../../../common/errors';
import { declareTie, endTie, findTies } from '../access/declared-ties';
import { findAttempts, type Tie } from '../access/own-ties';
import { findCase } from '../cases/case-reading';
import { Case } from '../cases/case.types';
import type { HubContext } from '../context';
import { breakGlass, EMERGENCY_MINUTES } from './break-glass';
import { BreakGlassUse, type Outcome, OutcomeEnum, OwnTieAttempt, StandingTie, TieEnum } from './emergency.types';
import { findUses, reviewUse } from './review';

@Resolver()
export class EmergencyResolver {
  @Query(() => Int, { nullable: true, description: 'How many minutes emergency access lasts.' })
  emergencyMinutes(): number {
    return EMERGENCY_MINUTES;
  }

  @Mutation(() => Case, {
    nullable: true,
    description:
      'Emergency access to one child: opens a case of an hour for you alone. It is told to every custodian at once and is reviewed.',
  })
  async breakGlass(
    @Arg('childId', () => ID) childId: string,
    @Arg('reason', () => String, { description: 'Why nobody can wait for a case.' }) reason: string,
    @Ctx() context: HubContext,
  ): Promise<Case> {
    const caseId = await breakGlass(childId, reason, context);
    await context.tellCustodians();
    const opened = await findCase(caseId, 'Mutation.breakGlass', context);
    if (opened === undefined) throw notFound();
    return opened;
  }

  @Query(() => [BreakGlassUse], { nullable: true, description: 'Emergency access to be reviewed, or all of it.' })
  breakGlassUses(
    @Arg('onlyUnreviewed', () => Boolean, { defaultValue: true }) onlyUnreviewed: boolean,
    @Ctx() context: HubContext,
  ): Promise<BreakGlassUse[]> {
    return findUses(onlyUnreviewed, context);
  }

  @Mutation(() => BreakGlassUse, { nullable: true, description: 'Says, once, whether emergency access was justified.' })
  reviewBreakGlass(
    @Arg('id', () => ID) id: string,
    @Arg('outcome', () => OutcomeEnum) outcome: Outcome,
    @Arg('note', () => String) note: string,
    @Ctx() context: HubContext,
  ): Promise<BreakGlassUse> {
    return reviewUse(id, outcome, note, context);
  }

  @Mutation(() => Boolean, {
    nullable: true,
    description: 'Declares somebody whom you must not look up: to you they are absent, and so is whoever lives with them.',
  })
  async declareOwnTie(
    @Arg('nhsNumber', () => String, { nullable: true }) nhsNumber: string | null,
    @Arg('person', () => ID, { nullable: true, description: 'By the id that a search gave, where no NHS number is known.' })
    person: string | null,
    @Arg('tie', () => TieEnum) tie: Tie,
    @Ctx() context: HubContext,
  ): Promise<boolean> {
    await declareTie({ nhsNumber, person }, tie, context);
    return true;
  }

  @Query(() => [StandingTie], {
    nullable: true,
    description: 'Declarations that stand, the latest first. Not whom they are about.',
  })
  ownTies(@Ctx() context: HubContext): Promise<StandingTie[]> {
    return findTies(context.database);
  }

  @Mutation(() => Boolean, {
    nullable: true,
    description: 'Ends a declaration, on its maker’s word to the auditor; never one’s own.',
  })
  async endOwnTie(
    @Arg('id', () => ID) id: string,
    @Arg('reason', () => String) reason: string,
    @Ctx() context: HubContext,
  ): Promise<boolean> {
    await endTie(id, reason, context);
    return true;
  }

  @Query(() => [OwnTieAttempt], { nullable: true, description: 'Who asked for somebody of their own, the latest first.' })
  ownTieAttempts(@Ctx() context: HubContext): Promise<OwnTieAttempt[]> {
    return findAttempts(context.database);
  }
}
