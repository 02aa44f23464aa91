import type { Relation } from '../../../common/access/subject';
import { londonDate } from '../../../common/time';
import type { Adult, Child } from '../child/person.types';
import type { HubContext } from '../context';
import type { FeedStatus } from '../signals/feed-status';
import { findSignals, type StoredSignal } from '../signals/signals';
import { composeAssessment } from './compose-assessment';
import { evidenceFor, type Weighed } from './evidence-for';
import type { TellingSignal } from './facts';
import { findModel } from './policy/threshold-policy';
import { silencesOf } from './silences';
import type { ThresholdAssessment } from './threshold.types';

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
  const { thresholds: policy, loaders } = context;
  const now = context.now();
  const today = londonDate(now);
  const model = findModel(policy, today);
  if (model === undefined) throw new Error(`No threshold model is in effect on ${today}`);
  const [person, through, involved] = await Promise.all([
    loaders.people.load(child.id),
    loaders.cases.load(child.subject.caseId),
    involvedWith(child, context),
  ]);
  const weighed = (await Promise.all(involved.map((one) => weighedAbout(one, context)))).flat();
  noteForLedger(weighed, context);
  const others = involved.map(({ relation }) => relation);
  const facts = {
    today,
    child: {
      unborn: person?.lifeStage === 'UNBORN',
      ...(person?.dateOfBirth === undefined ? {} : { dateOfBirth: person.dateOfBirth }),
    },
    household: {
      adults: others.filter((relation) => relation === 'HOUSEHOLD_ADULT').length,
      children: others.filter((relation) => relation === 'HOUSEHOLD_CHILD').length,
    },
    weighed: weighed.map(({ item }) => item),
    silences: silencesOf(child.records, feeds, policy.derived, through?.openedAt ?? now, now),
    // No agency can give a judgement of a carer yet: rules that need one cannot be told.
    judgements: {},
  };
  return composeAssessment(facts, { model, policy, feeds, now });
}

/** The child, and those of the household whom this case reaches. */
async function involvedWith(child: Child, { loaders, views }: HubContext): Promise<Involved[]> {
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
