import type { Relation } from '../../../common/access/subject';
import { decisionFor } from '../../../common/access/verdicts';
import { londonDate } from '../../../common/time';
import type { Adult, Child } from '../child/person.types';
import type { HubContext } from '../context';
import type { FeedStatus } from '../signals/feed-status';
import { findSignals, type StoredSignal } from '../signals/signals';
import { keepShown } from '../decisions/shown-assessments';
import { composeAssessment } from './compose-assessment';
import { doubtfulSilences } from './doubtful';
import { evidenceFor, type Weighed } from './evidence-for';
import type { TellingSignal, ThresholdFacts } from './facts';
import { judgedOf, standingJudgements } from './judgements/judged';
import { findJudgements, type JudgementRow } from './judgements/judgement-store';
import type { ThresholdModel } from './model/model';
import { findModel } from './policy/threshold-policy';
import { silencesOf } from './silences';
import type { ThresholdAssessment } from './threshold.types';
import type { AssessmentFacts } from './weigh';

/** Somebody whose signals may matter to the child, with how they relate to the child (not to the case). */
interface Involved {
  readonly person: Child | Adult;
  readonly relation: Relation;
}

/**
 * The threshold of a child through one case, as its viewer may know it. Reads are batched: any number of children in one
 * request make one query of each kind.
 *
 * @param feeds by registry name.
 */
export async function assess(
  child: Child,
  feeds: ReadonlyMap<string, FeedStatus>,
  context: HubContext,
): Promise<ThresholdAssessment> {
  const { thresholds: policy } = context;
  const now = context.now();
  const model = modelOf(context);
  const { facts, about } = await gatherFacts(child, child.records, feeds, context);
  noteForLedger(about, context);
  await keepShown(child, facts, model, context);
  return composeAssessment(facts, { model, policy, feeds, now });
}

/** The model that advises at the moment of the request. */
export function modelOf({ thresholds, now }: Pick<HubContext, 'thresholds' | 'now'>): ThresholdModel {
  const today = londonDate(now());
  const model = findModel(thresholds, today);
  if (model === undefined) throw new Error(`No threshold model is in effect on ${today}`);
  return model;
}

interface Gathered {
  readonly facts: AssessmentFacts;
  readonly about: readonly About[];
  /** Hub ids of everybody who was looked at. */
  readonly people: readonly string[];
}

/**
 * All that the assessment of a child is made of, for the viewer whose view the child carries.
 *
 * @param records what each agency answered about the child, by the field it adds.
 */
export async function gatherFacts(
  child: Child,
  records: Child['records'],
  feeds: ReadonlyMap<string, FeedStatus>,
  context: HubContext,
): Promise<Gathered> {
  const { thresholds: policy, loaders, agreements, now } = context;
  const today = londonDate(now());
  const [person, through, involved] = await Promise.all([
    loaders.people.load(child.id),
    loaders.cases.load(child.subject.caseId),
    involvedWith(child, context),
  ]);
  const household = involved.filter(({ relation }) => relation !== 'SUBJECT');
  const [about, judgements, links] = await Promise.all([
    Promise.all(involved.map((one) => weighedAbout(one, context))).then((all) => all.flat()),
    judgementsOf(child.id, household, context),
    Promise.all(household.map((one) => loaders.links.load(one.person.id))),
  ]);
  const silent = silencesOf(records, feeds, policy.derived, through?.openedAt ?? now(), now());
  const linked = household.map(({ person: { subject }, relation }, index) => ({ view: subject, relation, links: links[index] }));
  const facts: AssessmentFacts = {
    today,
    child: {
      unborn: person?.lifeStage === 'UNBORN',
      ...(person?.dateOfBirth === undefined ? {} : { dateOfBirth: person.dateOfBirth }),
    },
    household: {
      adults: household.filter(({ relation }) => relation === 'HOUSEHOLD_ADULT').length,
      children: household.filter(({ relation }) => relation === 'HOUSEHOLD_CHILD').length,
    },
    weighed: about.map(({ item }) => item),
    silences: [...silent, ...doubtfulSilences(linked, silent, { agreements, derived: policy.derived, now: now() })],
    judgements,
  };
  return { facts, about, people: involved.map((one) => one.person.id) };
}

/** What was judged of the adults who live with the child, as far as this viewer may know of it. */
async function judgementsOf(
  child: string,
  household: readonly Involved[],
  context: HubContext,
): Promise<ThresholdFacts['judgements']> {
  const { loaders, database, thresholds, now } = context;
  const loader = loaders.get<string, JudgementRow[]>('judgements', (ids) => findJudgements(ids, database));
  const rows = (await loader.load(child)) ?? [];
  const carers = household.filter(({ relation }) => relation === 'HOUSEHOLD_ADULT');
  const known = carers.filter(({ person }) => decisionFor(context, person.subject, 'judgements').state !== 'WITHHELD');
  const visible = rows.filter(({ carer }) => known.some(({ person }) => person.id === carer));
  const standing = standingJudgements(visible, thresholds.advice.judgementStandsDays, londonDate(now()));
  return judgedOf(
    carers.map(({ person }) => person.id),
    standing,
  );
}

/** The child, and those of the household whom this case reaches. */
async function involvedWith(child: Child, { loaders, views }: HubContext): Promise<Involved[]> {
  // The circle reads the households of all the case's subjects at once, this child's usually among them.
  await loaders.circles.load(child.subject.caseId);
  const members = (await loaders.households.load(child.id)) ?? [];
  const reached = await views.within(
    child.subject,
    members.map((member) => member.person),
  );
  return [
    { person: child, relation: 'SUBJECT' },
    ...members.flatMap(({ person, relation }) => {
      const one = reached.get(person);
      return one === undefined ? [] : [{ person: one, relation }];
    }),
  ];
}

interface About {
  readonly of: Involved;
  readonly item: Weighed<TellingSignal>;
}

async function weighedAbout(of: Involved, { loaders, database, agreements, now }: HubContext): Promise<About[]> {
  const loader = loaders.get<string, StoredSignal[]>('signals', (ids) => findSignals(ids, database));
  const signals = ((await loader.load(of.person.id)) ?? []).map((signal) => ({ ...signal, relation: of.relation }));
  return evidenceFor(of.person.subject, signals, agreements, now()).map((item) => ({ of, item }));
}

/** What may be listed leaves a custodian's category: the ledger names it, once a person and category. */
function noteForLedger(weighed: readonly About[], { disclosures }: HubContext): void {
  for (const { of, item } of weighed) {
    if (item.decision?.state !== 'CONTENT') continue;
    const category = `${item.signal.agency}/${item.signal.category}`;
    disclosures.note(of.person.subject, category, `Evidence.indicator:${category}`, item.decision);
  }
}
