import type { Finding, SignalRule } from '../../../common/signal-rules';
import { londonDate } from '../../../common/time';
import { type Concept, isConcept } from '../snomed';
import { daysOldOn, type HealthFacts, isAdultOn, isChildOn } from './facts';
import { atRow, isStanding, within, YEAR } from './findings';

type Condition = HealthFacts['conditions'][number];

/** When it was entered: the clinician's own date, else when this database first held it. */
const entered = (row: Condition): string => row.recordedOn ?? londonDate(row.knownFrom);
const at = (row: Condition, confidence: Finding['confidence'], lasts?: number): Finding => ({
  ...atRow(row, row.on, confidence, lasts),
  recordedOn: entered(row),
});

/** One finding for each standing code of these concepts, on a person who was a child or an adult then. */
const coded =
  (concepts: readonly Concept[], who: typeof isChildOn, confidence: Finding['confidence'], lasts?: number) =>
  (facts: HealthFacts, today: string): Finding[] =>
    facts.conditions
      .filter((row) => isConcept(row, ...concepts) && isStanding(row, today) && who(facts.person, row.on))
      .map((row) => at(row, confidence, lasts));

const anyone = (person: HealthFacts['person'], date: string): boolean => isChildOn(person, date) || isAdultOn(person, date);

const SAFEGUARDING = 'safeguarding_codes';

/** Codes that general practice, hospitals and health visitors use for concerns: what they coded, not what was proved. */
export const CHILD_CODE_RULES: readonly SignalRule<HealthFacts>[] = [
  {
    indicator: 'current_protection_plan',
    category: SAFEGUARDING,
    because:
      'Coded as subject to a child protection plan and not coded as ended since. Social care knows best, so credible only.',
    find: (facts, today) => {
      const ended = facts.conditions.filter((row) => isConcept(row, 'protectionPlanEnded')).map((row) => row.on);
      return coded(
        ['protectionPlan'],
        isChildOn,
        'CREDIBLE',
        2 * YEAR,
      )(facts, today)
        .filter((finding) => !ended.some((date) => date >= finding.observedOn))
        .map((finding) => ({ ...finding, event: 'protection-plan' }));
    },
  },
  {
    indicator: 'unsafe_situations',
    category: SAFEGUARDING,
    because: 'Coded as a cause for safeguarding concern, without saying which.',
    find: coded(['safeguardingConcern'], isChildOn, 'CREDIBLE', YEAR),
  },
  {
    indicator: 'basic_care_unsafe',
    category: SAFEGUARDING,
    because: 'The unborn child is coded as a cause for safeguarding concern; a concern is not yet a finding, so unconfirmed.',
    find: coded(['unbornConcern'], anyone, 'UNCONFIRMED', 280),
  },
  {
    indicator: 'physical_abuse_suspected',
    category: SAFEGUARDING,
    because: 'Coded with the child protection category of physical abuse.',
    find: coded(['physicalCategory'], isChildOn, 'CREDIBLE', 2 * YEAR),
  },
  {
    indicator: 'sexual_abuse_suspected',
    category: SAFEGUARDING,
    because: 'Coded with the child protection category of sexual abuse.',
    find: coded(['sexualCategory'], isChildOn, 'CREDIBLE', 2 * YEAR),
  },
  {
    indicator: 'emotional_abuse_suspected',
    category: SAFEGUARDING,
    because: 'Coded with the child protection category of emotional abuse, or as emotionally deprived.',
    find: coded(['emotionalCategory'], isChildOn, 'CREDIBLE', 2 * YEAR),
  },
  {
    indicator: 'neglect_possible',
    category: SAFEGUARDING,
    because: 'Coded as neglected, or at risk of it.',
    find: coded(['neglect'], isChildOn, 'CREDIBLE', 2 * YEAR),
  },
  {
    indicator: 'cse_current',
    category: SAFEGUARDING,
    because: 'Coded as at risk of, or a victim of, sexual exploitation.',
    find: coded(['sexualExploitationRisk', 'sexualExploitationVictim'], isChildOn, 'CREDIBLE', 2 * YEAR),
  },
  {
    indicator: 'cce_gang_involved',
    category: SAFEGUARDING,
    because: 'Coded as at risk of, or a victim of, criminal exploitation.',
    find: coded(['criminalExploitation'], isChildOn, 'CREDIBLE', 2 * YEAR),
  },
  {
    indicator: 'trafficked',
    category: SAFEGUARDING,
    because: 'Coded as a victim of trafficking.',
    find: coded(['trafficked'], isChildOn, 'CREDIBLE', 5 * YEAR),
  },
  {
    indicator: 'previously_looked_after',
    category: SAFEGUARDING,
    because: 'Coded as no longer looked after.',
    find: coded(['lookedAfterEnded'], isChildOn, 'CREDIBLE'),
  },
  {
    indicator: 'was_not_brought_repeated',
    category: SAFEGUARDING,
    because: '"Child not brought to appointment" was coded three or more times in a year.',
    find: (facts, today) => {
      const codes = within(
        facts.conditions.filter((row) => isConcept(row, 'notBrought') && isChildOn(facts.person, row.on)),
        (row) => row.on,
        YEAR,
        today,
      );
      return codes[0] !== undefined && codes.length >= 3 ? [at(codes[0], 'CONFIRMED', YEAR)] : [];
    },
  },
  {
    indicator: 'self_harm_single',
    category: SAFEGUARDING,
    because: 'Self-harm of a child was coded once in the last year.',
    find: (facts, today) => {
      const codes = selfHarmCodes(facts, today);
      return codes.length === 1 && codes[0] !== undefined
        ? [{ ...at(codes[0], 'CONFIRMED', YEAR), event: `self-harm:${codes[0].on}` }]
        : [];
    },
  },
  {
    indicator: 'self_harm_repeated',
    category: SAFEGUARDING,
    because: 'Self-harm of a child was coded on two or more days of the last year.',
    find: (facts, today) => {
      const codes = selfHarmCodes(facts, today);
      return codes[0] !== undefined && new Set(codes.map((row) => row.on)).size > 1 ? [at(codes[0], 'CONFIRMED', YEAR)] : [];
    },
  },
  {
    indicator: 'mental_health_acute',
    category: SAFEGUARDING,
    because: 'Suicidal thoughts or an attempt, or psychosis of a child, were coded in the last six months.',
    find: coded(['suicidal', 'psychosis'], isChildOn, 'CONFIRMED', 183),
  },
  {
    indicator: 'substance_regular',
    category: SAFEGUARDING,
    because: 'Drug or alcohol misuse or dependence of a child was coded.',
    find: coded(['substanceDependence', 'substanceMisuse'], isChildOn, 'CREDIBLE', YEAR),
  },
  {
    indicator: 'da_concern_possible',
    category: SAFEGUARDING,
    because: 'Domestic abuse of this person or in their household was coded.',
    find: coded(['domesticAbuse'], anyone, 'CREDIBLE', YEAR),
  },
];

/** Health's codes about an adult. Only adults of a case's household are watched. */
export const ADULT_CODE_RULES: readonly SignalRule<HealthFacts>[] = [
  {
    indicator: 'parent_health_affects_child',
    category: SAFEGUARDING,
    because:
      'Substance misuse, self-harm or psychosis of an adult of the household, or a substance user in the household, was coded; how care is affected is not.',
    find: (facts, today) => [
      ...coded(['substanceMisuse', 'selfHarm', 'suicidal', 'psychosis'], isAdultOn, 'CREDIBLE', YEAR)(facts, today),
      ...coded(['householdSubstanceUse'], anyone, 'CREDIBLE', YEAR)(facts, today),
    ],
  },
  {
    indicator: 'parent_substance_significant',
    category: SAFEGUARDING,
    because: 'Drug or alcohol dependence of an adult of the household was coded.',
    find: coded(['substanceDependence'], isAdultOn, 'CREDIBLE', 2 * YEAR),
  },
  {
    indicator: 'basic_care_struggling',
    category: SAFEGUARDING,
    because: "The carer's behaviour was coded as a cause for safeguarding concern, or as neglectful.",
    find: coded(['carerConcern'], anyone, 'CREDIBLE', YEAR),
  },
];

/** Ordinary diagnoses that are needs or harms in themselves. */
export const CLINICAL_RULES: readonly SignalRule<HealthFacts>[] = [
  {
    indicator: 'faltering_growth',
    category: 'conditions',
    because: 'Failure to thrive of a child was diagnosed and still stands.',
    find: coded(['falteringGrowth'], isChildOn, 'CONFIRMED', YEAR),
  },
  {
    indicator: 'dental_decay_untreated',
    category: 'conditions',
    because:
      'Dental decay of a child was diagnosed over ninety days ago and still stands; treatment elsewhere may not be known, so unconfirmed.',
    find: (facts, today) => {
      const recent = new Set(within(facts.conditions, (row) => row.on, 90, today).map((row) => row.id));
      return coded(
        ['dentalCaries'],
        isChildOn,
        'UNCONFIRMED',
        2 * YEAR,
      )(facts, today).filter((finding) => !recent.has(finding.source));
    },
  },
  {
    indicator: 'injury_in_nonmobile_infant',
    category: 'conditions',
    because: 'An injury was diagnosed before six months of age (NICE CG89).',
    find: (facts) =>
      facts.conditions
        .filter((row) => isConcept(row, 'injury') && (daysOldOn(facts.person, row.on) ?? YEAR) < 183)
        .map((row) => ({ ...at(row, 'CREDIBLE', 5 * YEAR), event: `physical-harm:${row.on}` })),
  },
];

const selfHarmCodes = (facts: HealthFacts, today: string): Condition[] =>
  within(
    facts.conditions.filter((row) => isConcept(row, 'selfHarm') && isChildOn(facts.person, row.on)),
    (row) => row.on,
    YEAR,
    today,
  );
