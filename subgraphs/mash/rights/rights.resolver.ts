import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { HubContext } from '../context';
import { answerRightsRequest, listRightsRequests, recordRightsRequest } from './rights';
import { type RightsOutcome, RightsOutcomeEnum, RightsRequest, RightsRequestInput } from './rights.types';

@Resolver(() => RightsRequest)
export class RightsResolver {
  @Query(() => [RightsRequest], {
    nullable: true,
    description: 'Requests to put records right or to stop using them, due first.',
  })
  rightsRequests(
    @Arg('open', () => Boolean, { defaultValue: true, description: 'Only those without an answer.' }) open: boolean,
    @Ctx() context: HubContext,
  ): Promise<RightsRequest[]> {
    return listRightsRequests(open, context);
  }

  @Mutation(() => RightsRequest, { nullable: true, description: 'Keeps a request of a person about what is held of them.' })
  recordRightsRequest(
    @Arg('input', () => RightsRequestInput) input: RightsRequestInput,
    @Ctx() context: HubContext,
  ): Promise<RightsRequest> {
    return recordRightsRequest(input, context);
  }

  @Mutation(() => RightsRequest, { nullable: true, description: 'Answers a request, once.' })
  answerRightsRequest(
    @Arg('id', () => ID) id: string,
    @Arg('outcome', () => RightsOutcomeEnum) outcome: RightsOutcome,
    @Arg('reason', () => String) reason: string,
    @Ctx() context: HubContext,
  ): Promise<RightsRequest> {
    return answerRightsRequest(id, outcome, reason, context);
  }
}
