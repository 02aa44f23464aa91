import type { GraphQLSchema } from 'graphql';
import type { Agreement } from '../../common/access/agreement';
import { assertComplete } from '../../common/access/assert-complete';
import { guardSchema } from '../../common/access/guard';
import type { DecidedByResolver } from '../../common/access/guard-plan';
import { buildSubgraph, type Subgraph } from '../../common/graphql/subgraph-schema';
import { MemberResolver } from './access/member.resolver';
import { CaseResolver } from './cases/case.resolver';
import { agencyPart } from './child/agency-part';
import { ChildResolver } from './child/child.resolver';
import { ChronologyConnection } from './child/chronology.types';
import { Adult, Child } from './child/person.types';
import { SourceStatus } from './child/source-status.types';
import { EmergencyResolver } from './emergency/emergency.resolver';
import { AdultIdentityResolver, ChildIdentityResolver } from './identity/person-identity.resolver';
import { ReviewResolver } from './identity/review/review.resolver';
import { SearchResolver } from './identity/search/search.resolver';
import { WrongLinkResolver } from './identity/wrong-links/wrong-link.resolver';
import { ChildAccessLogResolver, LedgerResolver } from './ledger/reading/ledger.resolver';
import { CaseDecisionsResolver, DecisionResolver } from './decisions/decision.resolver';
import { MatchRatesResolver } from './match-rates/match-rates.resolver';
import {
  AdultHouseholdResolver,
  HouseholdMemberResolver,
  HouseholdResolver,
  SiblingCaseResolver,
} from './network/household.resolver';
import { NoticeResolver } from './notices/notice.resolver';
import { RightsResolver } from './rights/rights.resolver';
import { JudgementResolver } from './threshold/judgements/judgement.resolver';
import { ThresholdHistoryResolver } from './threshold/kept/history.resolver';
import { ThresholdAssessment } from './threshold/threshold.types';

const RESOLVERS: readonly Function[] = [
  MemberResolver,
  ChildResolver,
  CaseResolver,
  SearchResolver,
  ReviewResolver,
  WrongLinkResolver,
  ChildIdentityResolver,
  AdultIdentityResolver,
  HouseholdResolver,
  AdultHouseholdResolver,
  HouseholdMemberResolver,
  SiblingCaseResolver,
  MatchRatesResolver,
  ChildAccessLogResolver,
  LedgerResolver,
  EmergencyResolver,
  RightsResolver,
  JudgementResolver,
  ThresholdHistoryResolver,
  CaseDecisionsResolver,
  DecisionResolver,
  NoticeResolver,
];

/** Types that only schema text leads to. */
const TYPES: readonly Function[] = [Child, Adult, SourceStatus, ChronologyConnection, ThresholdAssessment];

/** Resolvers that ask `decide` themselves, about each case they give out or about the caller. */
const DECIDED: DecidedByResolver = {
  'Query.me': 'membership',
  'Query.case': 'cases',
  'Query.cases': 'cases',
  'Query.findChildren': 'names',
  'Query.accessLog': 'access-log',
  'Query.subjectAccessPack': 'subject-access',
  'Query.linkReviews': 'link-reviews',
  'Query.linkReview': 'link-reviews',
  'Query.linkedRecords': 'link-reviews',
  'Mutation.decideLinkReview': 'link-reviews',
  'Mutation.linkPeople': 'link-reviews',
  'Mutation.unlinkPeople': 'link-reviews',
  'Mutation.sealPeople': 'link-reviews',
  'Mutation.confirmLinkDecision': 'link-reviews',
  'Mutation.submitContact': 'cases',
  'Mutation.assignCase': 'cases',
  'Mutation.closeCase': 'cases',
  'Mutation.breakGlass': 'cases',
  'Mutation.judgeCarer': 'judgements',
  'Mutation.recordDecision': 'decisions',
  'Mutation.signDecision': 'decisions',
};

/** The hub's subgraph, unguarded; its `sdl` is `schema/mash.graphql`. */
export function hubSubgraph(): Promise<Subgraph> {
  return buildSubgraph({ resolvers: RESOLVERS, types: TYPES, parts: [agencyPart] });
}

/** The schema that the running hub answers from. @throws InvalidPolicy naming each field without a category, and the reverse. */
export async function buildHubSchema(agreement: Agreement): Promise<GraphQLSchema> {
  const { schema } = await hubSubgraph();
  assertComplete(agreement, schema);
  return guardSchema(schema, agreement, DECIDED);
}
