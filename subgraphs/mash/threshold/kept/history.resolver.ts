import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Child } from '../../child/person.types';
import type { HubContext } from '../../context';
import { historyOf } from './history';
import { PastAssessment } from './history.types';

@Resolver(() => Child)
export class ThresholdHistoryResolver {
  @FieldResolver(() => [PastAssessment], {
    nullable: true,
    description: 'Every assessment that differed from the one before it, latest first, since the case was opened.',
  })
  thresholdHistory(
    @Root() child: Child,
    @Arg('first', () => Int, { nullable: true }) first: number | null,
    @Ctx() context: HubContext,
  ): Promise<PastAssessment[]> {
    return historyOf(child, first, context);
  }
}
