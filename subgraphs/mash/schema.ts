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
import { AdultIdentityResolver, ChildIdentityResolver } from './identity/person-identity.resolver';
import { SearchResolver } from './identity/search/search.resolver';
import { ChildAccessLogResolver, LedgerResolver } from './ledger/reading/ledger.resolver';
import { MatchRatesResolver } from './match-rates/match-rates.resolver';
import { AdultHouseholdResolver, HouseholdResolver } from './network/household.resolver';
import { ThresholdAssessment } from './threshold/threshold.types';

const RESOLVERS: readonly Function[] = [
  MemberResolver,
  ChildResolver,
  CaseResolver,
  SearchResolver,
  ChildIdentityResolver,
  AdultIdentityResolver,
  HouseholdResolver,
  AdultHouseholdResolver,
  MatchRatesResolver,
  ChildAccessLogResolver,
  LedgerResolver,
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
  'Mutation.submitContact': 'cases',
  'Mutation.assignCase': 'cases',
  'Mutation.closeCase': 'cases',
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
