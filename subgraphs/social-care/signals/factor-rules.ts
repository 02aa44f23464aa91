import type { Finding, SignalRule } from '../../../common/signal-rules';
import type { SocialCareFacts } from './facts';
import { at, YEAR } from './findings';

interface FactorMeaning {
  readonly indicator: string;
  readonly factors: readonly string[];
  readonly confidence: Finding['confidence'];
  readonly because: string;
}

/**
 * What each factor identified at the end of an assessment shows by itself (CIN census N00181). A factor names a topic, not how
 * grave it is: it stands for the indicator whose words it proves, never for every indicator on the topic. Those that leave
 * open who harmed whom, or how often, are unconfirmed. 2C, 4C, 5C, 6C and 1C (others in the household), 20 and 21 prove none.
 */
export const FACTOR_MEANINGS: readonly FactorMeaning[] = [
  credible('substance_regular', ['1A', '2A'], 'Alcohol or drug misuse by the child.'),
  credible(
    'parent_substance_significant',
    ['1B', '2B'],
    'Alcohol or drug misuse by a parent or carer, found to bear on the child.',
  ),
  unconfirmed('da_chronic_involving_child', ['3A'], 'Domestic abuse of the child; whether chronic or serious is not said.'),
  credible('da_incidents_between_carers', ['3B'], 'Domestic abuse of a parent or carer.'),
  credible('da_concern_possible', ['3C'], 'Domestic abuse of somebody else in the household.'),
  credible('mental_health_low_level', ['4A'], "The child's mental health; how serious is not said."),
  credible('parent_mental_health_significant', ['4B'], "A parent's or carer's mental health, found to bear on the child."),
  credible('disability_additional_need', ['5A', '6A'], 'Learning disability, or physical disability or illness, of the child.'),
  credible('parent_learning_need', ['5B'], 'Learning disability of a parent or carer.'),
  credible('parent_physical_illness', ['6B'], 'Physical disability or illness of a parent or carer.'),
  credible('young_carer', ['7A'], 'The child is a young carer.'),
  credible('privately_fostered', ['8B', '8C', '8D', '8E', '8F'], 'The child is privately fostered.'),
  credible('unaccompanied_child', ['9A'], 'An unaccompanied asylum-seeking child.'),
  credible('missing_first', ['10A'], 'The child goes missing; how often is not said.'),
  credible('cse_current', ['11A'], 'Child sexual exploitation, or risk of it.'),
  credible('trafficked', ['12A'], 'Trafficking, or risk of it.'),
  credible('cce_gang_involved', ['13A', '24A'], 'Gangs, or child criminal exploitation.'),
  credible('behaviour_challenging', ['14A'], 'Socially unacceptable behaviour.'),
  credible('self_harm_single', ['15A'], 'Self-harm; how often is not said.'),
  credible('neglect_possible', ['16A'], 'Neglect.'),
  credible('emotional_abuse_suspected', ['17A'], 'Emotional abuse.'),
  credible('physical_abuse_suspected', ['18C'], 'Physical abuse by an adult.'),
  unconfirmed('physical_abuse_suspected', ['18A'], 'Physical abuse under the retired code, which does not say by whom.'),
  unconfirmed('abusing_other_children', ['18B'], 'Physical abuse between children; which of them harmed is not said.'),
  credible('sexual_abuse_suspected', ['19C'], 'Sexual abuse by an adult.'),
  unconfirmed('sexual_abuse_suspected', ['19A'], 'Sexual abuse under the retired code, which does not say by whom.'),
  unconfirmed('harmful_sexual_behaviour', ['19B'], 'Sexual abuse between children; which of them harmed is not said.'),
  credible('fgm_risk', ['22A'], 'Female genital mutilation, or risk of it.'),
  credible('faith_belief_abuse', ['23A'], 'Abuse linked to faith or belief.'),
];

function credible(indicator: string, factors: readonly string[], because: string): FactorMeaning {
  return { indicator, factors, confidence: 'CREDIBLE', because };
}

function unconfirmed(indicator: string, factors: readonly string[], because: string): FactorMeaning {
  return { indicator, factors, confidence: 'UNCONFIRMED', because };
}

/** An assessment counts for a year from its end. Factors of one that is not authorised yet are a worker's draft. */
function findingsOf({ factors, confidence }: FactorMeaning, { assessments }: SocialCareFacts): Finding[] {
  return assessments
    .filter((assessment) => assessment.factors.some((factor) => factors.includes(factor)))
    .map((assessment) =>
      assessment.authorisedOn === null
        ? at(assessment, assessment.startedOn, 'UNCONFIRMED', YEAR)
        : at(assessment, assessment.authorisedOn, confidence, YEAR),
    );
}

export const FACTOR_RULES: readonly SignalRule<SocialCareFacts>[] = FACTOR_MEANINGS.map((meaning) => ({
  indicator: meaning.indicator,
  category: 'assessment_factors',
  because: `${meaning.because} Factor ${meaning.factors.join(', ')} of an assessment.`,
  find: (facts) => findingsOf(meaning, facts),
}));
