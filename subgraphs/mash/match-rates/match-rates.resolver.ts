import { Ctx, Query, Resolver } from 'type-graphql';
import type { HubContext } from '../context';
import { MatchRate } from './match-rate.types';
import { readMatchRates } from './match-rates';

@Resolver()
export class MatchRatesResolver {
  @Query(() => [MatchRate], {
    nullable: true,
    description:
      'How well the people that each agency publishes are matched with those of others; a publisher sees their own agency.',
  })
  matchRates(@Ctx() context: HubContext): Promise<MatchRate[]> {
    return readMatchRates(context);
  }
}
