import type { Principal } from '../../../../common/access/subject';
import { HUB_CODE } from '../../../../common/access/vocabulary';
import { AGENCIES } from '../../../registry';
import { HubLoaders } from '../../access/hub-loaders';
import { type HubSetup, hubContext } from '../../access/hub-context';
import type { CaseRow } from '../../cases/case-store';
import type { Child, RequiredRecord } from '../../child/person.types';
import type { HubContext } from '../../context';
import type { FeedStatus } from '../../signals/feed-status';
import { gatherFacts, modelOf } from '../assess';
import { mayKnowAll } from '../doubtful';
import { nameOf } from '../policy/adopted';
import { weigh } from '../weigh';
import { isSilent } from './basis';
import type { Listed } from './changes';
import { type Viewpoint, viewpointsOf } from './viewpoints';

/** What one viewpoint would be told of one child of a case. */
export interface Advice {
  readonly person: string;
  readonly viewpoint: string;
  readonly level: number;
  readonly couldReach: number;
  readonly complete: boolean;
  readonly model: string;
  readonly digest: string;
  /** Evidence that the viewpoint may read. */
  readonly listed: readonly Listed[];
  /** Agencies that could not tell, with the reason. */
  readonly silent: readonly string[];
  /** Judgements that stand, by name and value. */
  readonly judged: readonly string[];
}

export interface WorkedOut {
  readonly row: CaseRow;
  readonly awaiting: readonly string[];
  readonly people: readonly string[];
  readonly advice: readonly Advice[];
}

export interface Round {
  readonly setup: HubSetup;
  readonly feeds: ReadonlyMap<string, FeedStatus>;
  readonly roleSets: readonly (readonly string[])[];
  readonly now: Date;
}

/** Works out the advice of these open cases for every viewpoint; reads are batched over all of them. */
export function workOut(rows: readonly CaseRow[], round: Round): Promise<WorkedOut[]> {
  const { setup, now } = round;
  const loaders = new HubLoaders(setup.database);
  const contexts = new Map<string, HubContext>();
  const contextFor = ({ claims: { roles } }: Viewpoint): HubContext => {
    const key = roles.join('+');
    const principal: Principal = { kind: 'principal', sub: '', agency: HUB_CODE, roles, teams: [], rid: '' };
    const context = contexts.get(key) ?? hubContext({ ...setup, clock: () => now }, principal, { loaders });
    contexts.set(key, context);
    return context;
  };
  return Promise.all(rows.map((row) => ofCase(row, round, loaders, contextFor)));
}

async function ofCase(
  row: CaseRow,
  { setup, feeds, roleSets, now }: Round,
  loaders: HubLoaders,
  contextFor: (viewpoint: Viewpoint) => HubContext,
): Promise<WorkedOut> {
  const agreement = setup.agreements.get(HUB_CODE);
  if (agreement === undefined) throw new Error('The hub has no agreement of its own');
  const circle = await loaders.circles.load(row.id);
  const subjects = [...(circle ?? [])].filter(([, { relation }]) => relation === 'SUBJECT').map(([person]) => person);
  const viewpoints = viewpointsOf(row, roleSets, setup.purposes, agreement, now);
  const found = await Promise.all(
    viewpoints.flatMap((viewpoint) => subjects.map((person) => ofChild(person, viewpoint, feeds, contextFor(viewpoint)))),
  );
  return {
    row,
    awaiting: AGENCIES.flatMap(({ name }) => {
      const answeredFor = feeds.get(name)?.answeredFor ?? null;
      return answeredFor !== null && answeredFor <= row.openedAt ? [name] : [];
    }),
    people: [...(circle?.keys() ?? [])],
    advice: found.flatMap((one) => one ?? []),
  };
}

async function ofChild(
  person: string,
  { key, claims }: Viewpoint,
  feeds: ReadonlyMap<string, FeedStatus>,
  context: HubContext,
): Promise<Advice | undefined> {
  const child = await context.views.child(person, claims);
  if (child === undefined) return undefined;
  const { facts } = await gatherFacts(child, await recordsOf(child, feeds, context), feeds, context);
  const model = modelOf(context);
  const { level, couldReach, complete, digest, listed } = weigh(facts, model);
  return {
    ...{ person: child.id, viewpoint: key, level, couldReach, complete, digest, model: nameOf(model) },
    listed: [...listed].map(({ agency, indicator, source, relation, expires }) => ({
      ...{ agency, indicator, source, relation },
      ...(expires === undefined ? {} : { expires }),
    })),
    silent: facts.silences.map(({ agency, reason }) => `${agency} ${reason}`).sort(),
    judged: Object.entries(facts.judgements).map(([judgement, value]) => `${judgement} ${value}`),
  };
}

/**
 * What each agency would say in its header if it were asked now, as far as it bears on a silence: nobody asks for advice that is
 * kept, so the hub goes by the feed and by its own links, and tells of a doubtful one only whom the agency would tell.
 */
async function recordsOf(
  child: Child,
  feeds: ReadonlyMap<string, FeedStatus>,
  { loaders, agreements, now }: HubContext,
): Promise<Record<string, RequiredRecord | null>> {
  const links = await loaders.links.load(child.id);
  return Object.fromEntries(
    AGENCIES.map(({ name, agency, field }) => {
      if (isSilent(feeds.get(name), now())) return [field, null];
      const isDoubtful = links?.[name]?.doubtful === true && mayKnowAll(child.subject, agreements.get(agency), now());
      return [field, { sourceHeader: { state: isDoubtful ? 'NOT_LINKED' : 'NOTHING_SHAREABLE' } }];
    }),
  );
}
