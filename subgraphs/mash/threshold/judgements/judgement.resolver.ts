import { Arg, Ctx, FieldResolver, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Child } from '../../child/person.types';
import type { HubContext } from '../../context';
import { judgeCarer, judgementsOn } from './judge-carer';
import { CarerJudgement, CarerJudgementInput } from './judgement.types';

@Resolver(() => Child)
export class JudgementResolver {
  @Query(() => Int, { nullable: true, description: 'For how many days a judgement of a carer stands here.' })
  judgementStandsDays(@Ctx() { thresholds }: HubContext): number {
    return thresholds.advice.judgementStandsDays;
  }

  @FieldResolver(() => [CarerJudgement], { nullable: true, description: 'Judgements of the carers; those that stand first.' })
  carerJudgements(@Root() child: Child, @Ctx() context: HubContext): Promise<CarerJudgement[]> {
    return judgementsOn(child, context);
  }

  @Mutation(() => CarerJudgement, {
    nullable: true,
    description: "Records what you judged of a carer's motivation and capacity to change.",
  })
  judgeCarer(
    @Arg('input', () => CarerJudgementInput) input: CarerJudgementInput,
    @Ctx() context: HubContext,
  ): Promise<CarerJudgement> {
    return judgeCarer(input, context);
  }
}
