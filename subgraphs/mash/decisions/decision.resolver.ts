import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { bind } from '../../../common/access/bound';
import { Case } from '../cases/case.types';
import type { HubContext } from '../context';
import { findDecisions } from './decision-store';
import { Decision, DecisionInput, DecisionReplay, DecisionRules } from './decision.types';
import { recordDecision, signDecision } from './record-decision';
import { replay } from './replay';

@Resolver(() => Case)
export class CaseDecisionsResolver {
  @FieldResolver(() => [Decision], { nullable: true, description: 'What was decided, latest first.' })
  async decisions(@Root() shown: Case, @Ctx() { loaders, database }: HubContext): Promise<Decision[]> {
    const loader = loaders.get<string, Decision[]>('decisions', (ids) => findDecisions(ids, database));
    return ((await loader.load(shown.id)) ?? []).map((decision) => bind(decision, shown.subject));
  }
}

@Resolver(() => Decision)
export class DecisionResolver {
  @Query(() => DecisionRules, { nullable: true })
  decisionRules(@Ctx() { thresholds }: HubContext): DecisionRules {
    const { belowAdvice, noActionWhileIncomplete, repeatedNoAction } = thresholds.advice.twoPeople;
    const { atLeast, within } = repeatedNoAction;
    return { belowAdvice, noActionWhileIncomplete, repeatedNoActionAtLeast: atLeast, repeatedNoActionWithin: within };
  }

  @Mutation(() => Decision, {
    nullable: true,
    description: 'Records what you decide on a child, beside the assessment that you read. It changes no terms of the case.',
  })
  recordDecision(@Arg('input', () => DecisionInput) input: DecisionInput, @Ctx() context: HubContext): Promise<Decision> {
    return recordDecision(input, context);
  }

  @Mutation(() => Decision, { nullable: true, description: 'Signs a decision as the second person, or gives it back.' })
  signDecision(
    @Arg('decision', () => ID) decision: string,
    @Arg('agrees', () => Boolean) agrees: boolean,
    @Arg('reason', () => String) reason: string,
    @Ctx() context: HubContext,
  ): Promise<Decision> {
    return signDecision({ decision, agrees, reason }, context);
  }

  @FieldResolver(() => DecisionReplay, {
    nullable: true,
    description: 'What it saw, worked out again, and what we would say now.',
  })
  replay(@Root() decision: Decision, @Ctx() context: HubContext): Promise<DecisionReplay> {
    return replay(decision, context);
  }
}
