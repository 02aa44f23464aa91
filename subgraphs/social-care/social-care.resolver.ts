import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { AsKnownOn } from '../../common/agency/as-known-on';
import type { AgencyContext } from '../../common/agency/context';
import { ownRecord } from '../../common/agency/own-record';
import { rowsAbout } from '../../common/agency/rows';
import { CodedValue } from '../../common/codes';
import { disabilitiesOf, isOpenNow, newestFirst, previousInvolvementOf, protectionPlansOf, referralsOf } from './reading';
import { SocialCareRecord } from './record';
import { Section47Enquiry, SocialCareAssessment } from './records/assessment';
import { SocialCareContact } from './records/contact';
import { AllocatedWorker } from './records/people';
import { ChildInNeedPlan, PreProceedings, ProtectionPlan } from './records/plans';
import { PreviousInvolvement } from './records/previous-involvement';
import { SocialCareReferral } from './records/referral';

@Resolver(() => SocialCareRecord)
export class SocialCareRecordResolver {
  @Query(() => SocialCareRecord, {
    nullable: true,
    description: "Children's social care's own record of one person, for the social care lead; empty when there is none.",
  })
  socialCareRecord(
    @Arg('personId', () => ID) personId: string,
    @AsKnownOn() asKnownOn: Date | null,
    @Ctx() context: AgencyContext,
  ): Promise<SocialCareRecord | null> {
    return ownRecord(SocialCareRecord, personId, context, asKnownOn);
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'A case is open today: pass news to its worker, not to the front door.',
  })
  openNow(@Root() record: SocialCareRecord, @Ctx() context: AgencyContext): Promise<boolean> {
    return isOpenNow(record, context);
  }

  @FieldResolver(() => PreviousInvolvement, { nullable: true })
  previousInvolvement(@Root() record: SocialCareRecord, @Ctx() context: AgencyContext): Promise<PreviousInvolvement> {
    return previousInvolvementOf(record, context);
  }

  @FieldResolver(() => [SocialCareContact], { nullable: true })
  async contacts(@Root() record: SocialCareRecord, @Ctx() context: AgencyContext): Promise<SocialCareContact[]> {
    return newestFirst(await rowsAbout(record, SocialCareContact, context), ({ receivedOn }) => receivedOn);
  }

  @FieldResolver(() => [SocialCareReferral], { nullable: true })
  referrals(@Root() record: SocialCareRecord, @Ctx() context: AgencyContext): Promise<SocialCareReferral[]> {
    return referralsOf(record, context);
  }

  @FieldResolver(() => [SocialCareAssessment], { nullable: true })
  async assessments(@Root() record: SocialCareRecord, @Ctx() context: AgencyContext): Promise<SocialCareAssessment[]> {
    return newestFirst(await rowsAbout(record, SocialCareAssessment, context), ({ startedOn }) => startedOn);
  }

  @FieldResolver(() => [Section47Enquiry], { nullable: true })
  async section47Enquiries(@Root() record: SocialCareRecord, @Ctx() context: AgencyContext): Promise<Section47Enquiry[]> {
    return newestFirst(await rowsAbout(record, Section47Enquiry, context), ({ startedOn }) => startedOn);
  }

  @FieldResolver(() => [ChildInNeedPlan], { nullable: true })
  async childInNeedPlans(@Root() record: SocialCareRecord, @Ctx() context: AgencyContext): Promise<ChildInNeedPlan[]> {
    return newestFirst(await rowsAbout(record, ChildInNeedPlan, context), ({ startedOn }) => startedOn);
  }

  @FieldResolver(() => [ProtectionPlan], { nullable: true })
  protectionPlans(@Root() record: SocialCareRecord, @Ctx() context: AgencyContext): Promise<ProtectionPlan[]> {
    return protectionPlansOf(record, context);
  }

  @FieldResolver(() => [PreProceedings], { nullable: true })
  async preProceedings(@Root() record: SocialCareRecord, @Ctx() context: AgencyContext): Promise<PreProceedings[]> {
    return newestFirst(
      await rowsAbout(record, PreProceedings, context),
      ({ startedOn, letterSentOn }) => startedOn ?? letterSentOn,
    );
  }

  @FieldResolver(() => [CodedValue], { nullable: true, description: 'Disabilities the children in need census names.' })
  disabilities(@Root() record: SocialCareRecord, @Ctx() context: AgencyContext): Promise<CodedValue[]> {
    return disabilitiesOf(record, context);
  }

  @FieldResolver(() => [AllocatedWorker], { nullable: true })
  async allocatedWorkers(@Root() record: SocialCareRecord, @Ctx() context: AgencyContext): Promise<AllocatedWorker[]> {
    return newestFirst(await rowsAbout(record, AllocatedWorker, context), ({ from }) => from);
  }
}
