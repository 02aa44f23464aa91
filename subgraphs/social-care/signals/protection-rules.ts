import type { Finding, SignalRule } from '../../../common/signal-rules';
import type { PlanFact, SocialCareFacts } from './facts';
import { at, lasts, recent } from './findings';

/** Half a year: long enough for an enquiry, its conference and the first review of a plan. */
const ENQUIRY_DAYS = 183;

/** Health learns of the same plan through CP-IS, dated otherwise; a child has one plan at a time, so the two count once. */
const standing = (plan: PlanFact): Finding => ({ ...at(plan, plan.startedOn, 'CONFIRMED'), event: 'protection-plan' });

const currentPlanFor = (indicator: string, code: string, because: string): SignalRule<SocialCareFacts> => ({
  indicator,
  category: 'protection_plans',
  because: `On a child protection plan today for ${because}: a conference found it likely, which is credible and not proof.`,
  find: ({ plans }, today) =>
    plans
      .filter((plan) => lasts(plan, today) && (plan.latestCategory ?? plan.initialCategory) === code)
      // No event: the category is not what CP-IS tells.
      .map((plan) => at(plan, plan.startedOn, 'CREDIBLE')),
});

/** A plan of the child's own that has ended has no indicator in the catalogue; it is shown in the history instead. */
export const PROTECTION_RULES: readonly SignalRule<SocialCareFacts>[] = [
  {
    indicator: 'current_protection_plan',
    category: 'protection_plans',
    because: 'On a child protection plan today (Children Act 1989 s47; Working together to safeguard children).',
    find: ({ plans }, today) => plans.filter((plan) => lasts(plan, today)).map(standing),
  },
  currentPlanFor('neglect_possible', 'NEG', 'neglect'),
  currentPlanFor('physical_abuse_suspected', 'PHY', 'physical abuse'),
  currentPlanFor('sexual_abuse_suspected', 'SAB', 'sexual abuse'),
  currentPlanFor('emotional_abuse_suspected', 'EMO', 'emotional abuse'),
  {
    indicator: 'unsafe_situations',
    category: 'section_47',
    because:
      'A section 47 enquiry of the last six months: there was reasonable cause to suspect significant harm, of a kind the record ' +
      'does not say. Unconfirmed when no conference was needed.',
    find: ({ enquiries }, today) =>
      recent(enquiries, ({ startedOn }) => startedOn, ENQUIRY_DAYS, today).map((enquiry) =>
        at(enquiry, enquiry.startedOn, enquiry.conferenceNotRequired === true ? 'UNCONFIRMED' : 'CREDIBLE', ENQUIRY_DAYS),
      ),
  },
  {
    indicator: 'basic_care_unsafe',
    category: 'pre_proceedings',
    because:
      'In pre-proceedings without a decision yet: the authority has told the parents that it may go to court because of the care ' +
      'given (public law outline, Practice Direction 12A).',
    find: ({ preProceedings }, today) =>
      preProceedings.flatMap((row) => {
        const began = row.startedOn ?? row.letterSentOn;
        const isDecided = row.decisionOn !== null && row.decisionOn <= today;
        return began === null || isDecided ? [] : [at(row, began, 'CREDIBLE')];
      }),
  },
];
