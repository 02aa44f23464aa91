import type { Finding, SignalRule } from '../../../common/signal-rules';
import type { EpisodeFact, OtherChild, PlanFact, SocialCareFacts } from './facts';
import { at, lasts } from './findings';

/** Orders that a court makes on the care a parent gave (Children Act 1989 s31; Adoption and Children Act 2002 s21). */
const CARE_ORDERED: readonly string[] = ['C2', 'E1'];
/** Needs that lie in the child or in having no parents at all say nothing about a parent's care. */
const NOT_OF_CARE: readonly string[] = ['N2', 'N8'];

const first = (rows: readonly (PlanFact | EpisodeFact)[]) =>
  [...rows].sort((a, b) => a.startedOn.localeCompare(b.startedOn)).slice(0, 1);

/** One finding for each other child, at the first row that shows it. History does not expire. */
const inOtherChildren =
  (confidence: Finding['confidence'], rowsOf: (child: OtherChild, today: string) => readonly (PlanFact | EpisodeFact)[]) =>
  ({ otherChildren }: SocialCareFacts, today: string): Finding[] =>
    otherChildren.flatMap((child) => first(rowsOf(child, today)).map((row) => at(row, row.startedOn, confidence)));

const ofParent = (child: OtherChild, holds: (episode: EpisodeFact) => boolean): EpisodeFact[] =>
  child.sharesParent ? child.episodes.filter(holds) : [];

/**
 * What is recorded of other children of the same carers. Drawn for the child and not for the carer: of a carer's children, the
 * hub does not say here which one a case is about.
 */
export const CARER_RULES: readonly SignalRule<SocialCareFacts>[] = [
  {
    indicator: 'adult_linked_to_past_plan',
    category: 'protection_plans',
    because: "A parent, step-parent, carer or parent's partner has another child whose child protection plan has ended.",
    find: inOtherChildren('CONFIRMED', ({ plans }, today) =>
      plans.filter((plan) => plan.startedOn <= today && !lasts(plan, today)),
    ),
  },
  {
    indicator: 'sibling_previously_harmed',
    category: 'protection_plans',
    because: 'A brother or sister was on a plan for physical or sexual abuse; by whom is not said, so unconfirmed.',
    find: inOtherChildren('UNCONFIRMED', ({ plans, sharesParent }) =>
      sharesParent ? plans.filter((plan) => ['PHY', 'SAB'].includes(plan.latestCategory ?? plan.initialCategory ?? '')) : [],
    ),
  },
  {
    indicator: 'previous_child_not_cared_for',
    category: 'care_episodes',
    because: 'A full care order or placement order was made for another child of a parent.',
    find: inOtherChildren('CREDIBLE', (child) => ofParent(child, ({ legalStatus }) => CARE_ORDERED.includes(legalStatus))),
  },
  {
    indicator: 'previous_child_hard_to_care_for',
    category: 'care_episodes',
    because:
      'Another child of a parent was accommodated by agreement (s20), for a need that was not disability or absent parents.',
    find: inOtherChildren('CREDIBLE', (child) =>
      ofParent(child, ({ legalStatus, need }) => legalStatus === 'V2' && need !== null && !NOT_OF_CARE.includes(need)),
    ),
  },
];
