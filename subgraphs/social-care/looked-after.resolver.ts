import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { AgencyContext } from '../../common/agency/context';
import { rowsAbout } from '../../common/agency/rows';
import { newestFirst } from './reading';
import { SocialCareRecord } from './record';
import { CareEpisode } from './records/care-episode';
import { AdoptionPlacement, CareOutcomes, CareReview, MissingFromCare, UnaccompaniedStatus } from './records/in-care';

/** The part of the record that only a looked-after child has. */
@Resolver(() => SocialCareRecord)
export class LookedAfterResolver {
  @FieldResolver(() => [CareEpisode], { nullable: true })
  async careEpisodes(@Root() record: SocialCareRecord, @Ctx() context: AgencyContext): Promise<CareEpisode[]> {
    return newestFirst(await rowsAbout(record, CareEpisode, context), ({ startedOn }) => startedOn);
  }

  @FieldResolver(() => [CareReview], { nullable: true })
  async careReviews(@Root() record: SocialCareRecord, @Ctx() context: AgencyContext): Promise<CareReview[]> {
    return newestFirst(await rowsAbout(record, CareReview, context), ({ on }) => on);
  }

  @FieldResolver(() => [MissingFromCare], { nullable: true })
  async missingFromCare(@Root() record: SocialCareRecord, @Ctx() context: AgencyContext): Promise<MissingFromCare[]> {
    return newestFirst(await rowsAbout(record, MissingFromCare, context), ({ from }) => from);
  }

  @FieldResolver(() => [AdoptionPlacement], { nullable: true })
  async adoption(@Root() record: SocialCareRecord, @Ctx() context: AgencyContext): Promise<AdoptionPlacement[]> {
    return newestFirst(await rowsAbout(record, AdoptionPlacement, context), ({ placedOn }) => placedOn);
  }

  @FieldResolver(() => [UnaccompaniedStatus], { nullable: true })
  unaccompanied(@Root() record: SocialCareRecord, @Ctx() context: AgencyContext): Promise<UnaccompaniedStatus[]> {
    return rowsAbout(record, UnaccompaniedStatus, context);
  }

  @FieldResolver(() => [CareOutcomes], { nullable: true })
  careOutcomes(@Root() record: SocialCareRecord, @Ctx() context: AgencyContext): Promise<CareOutcomes[]> {
    return rowsAbout(record, CareOutcomes, context);
  }
}
