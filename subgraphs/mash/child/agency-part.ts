import { GraphQLDate, GraphQLDateTime } from 'graphql-scalars';
import type { SchemaPart } from '../../../common/graphql/subgraph-schema';
import { AGENCIES, type AgencyCode } from '../../registry';
import type { PersonReference } from '../access/views';
import type { HubContext } from '../context';
import { findFeedStatus, type FeedStatus } from '../signals/feed-status';
import { AGENCY_SDL } from './agency-sdl';
import { chronologyOf } from './chronology';
import type { ChronologyConnection } from './chronology.types';
import type { Adult, Child } from './person.types';
import { sourcesOf } from './sources';
import type { SourceStatus } from './source-status.types';
import { assess } from '../threshold/assess';
import type { ThresholdAssessment } from '../threshold/threshold.types';

interface ChronologyArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly from?: Date | null;
  readonly to?: Date | null;
  readonly agencies?: readonly AgencyCode[] | null;
}

type Reached = Child | Adult;

const person = {
  __resolveReference: (reference: PersonReference, context: HubContext): Promise<Reached | null> =>
    context.views.restore(reference),
  view: (reached: Reached, _: unknown, context: HubContext): Promise<string> => context.views.token(reached),
  grants: (reached: Reached): Reached => reached,
  async sources(reached: Reached, _: unknown, context: HubContext): Promise<SourceStatus[]> {
    return sourcesOf(reached, await feedStatus(context), context.now());
  },
  chronology: (reached: Reached, { from, to, ...query }: ChronologyArguments): ChronologyConnection =>
    chronologyOf(reached, { ...query, from: isoDate(from), to: isoDate(to) }),
};

const child = {
  ...person,
  async threshold(reached: Child, _: unknown, context: HubContext): Promise<ThresholdAssessment> {
    return assess(reached, await feedStatus(context), context);
  },
};

/** Only the agencies that are selected get a grant: signing is what costs. */
const grants = Object.fromEntries(
  AGENCIES.map(({ field, name }) => [
    field,
    (reached: Reached, _: unknown, context: HubContext) => context.views.grant(reached, name),
  ]),
);

/** The part of the hub's schema that is generated from the registry, with what resolves it. */
export const agencyPart: SchemaPart = {
  sdl: AGENCY_SDL,
  scalars: [GraphQLDate, GraphQLDateTime],
  resolvers: { Child: child, Adult: person, Grants: grants },
};

const isoDate = (date: Date | null | undefined): string | null => date?.toISOString().slice(0, 10) ?? null;

/** Read once a request: it is the same for everybody in it. */
async function feedStatus({ loaders, database }: HubContext): Promise<ReadonlyMap<string, FeedStatus>> {
  const loader = loaders.get<string, ReadonlyMap<string, FeedStatus>>(
    'feed-status',
    async ([key]) => new Map([[key, await findFeedStatus(database)]]),
  );
  return (await loader.load('all')) ?? new Map();
}
