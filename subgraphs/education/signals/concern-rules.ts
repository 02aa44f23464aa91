import type { Finding, SignalRule } from '../../../common/signal-rules';
import type { ConcernCategory } from '../vocabulary';
import type { EducationFacts } from './facts';
import { at, recent, YEAR } from './findings';

type Concern = EducationFacts['concerns'][number];

/** Local: the third concern of neglect in a year is a pattern (neglect is seen in accumulation). */
const PATTERN = 3;

/** Kinds of harm that a child can disclose; what they tell about their mood or the internet is no disclosure of abuse. */
const ABUSE: readonly ConcernCategory[] = ['NEGLECT', 'PHYSICAL', 'EMOTIONAL', 'SEXUAL', 'EXPLOITATION', 'DOMESTIC_ABUSE'];

const raisedOn = ({ raisedOn: on }: Concern): string => on;
const lastYear = ({ concerns }: EducationFacts, categories: readonly ConcernCategory[], today: string): Concern[] =>
  recent(
    concerns.filter(({ category }) => categories.includes(category)),
    raisedOn,
    YEAR,
    today,
  );

/** One finding for each concern of the last year in a category. */
const each =
  (category: ConcernCategory, confidence: (concern: Concern) => Finding['confidence']) =>
  (facts: EducationFacts, today: string): Finding[] =>
    lastYear(facts, [category], today).map((concern) => at(concern, concern.raisedOn, confidence(concern), YEAR));

const credible = () => 'CREDIBLE' as const;
/** A category alone may be a bruise that was asked about; the child's own words make it credible. */
const asTold = ({ disclosure }: Concern) => (disclosure === true ? 'CREDIBLE' : 'UNCONFIRMED');

/** Health may have treated the same harm on the same day. */
const selfHarm = (concern: Concern): Finding => ({
  ...at(concern, concern.raisedOn, 'CREDIBLE', YEAR),
  event: `self-harm:${concern.raisedOn}`,
});

const rule = (indicator: string, because: string, find: SignalRule<EducationFacts>['find']): SignalRule<EducationFacts> => ({
  indicator,
  category: 'safeguarding_concerns',
  because,
  find,
});

/** From what a designated safeguarding lead recorded (Keeping children safe in education). Radicalisation has no indicator yet. */
export const CONCERN_RULES: readonly SignalRule<EducationFacts>[] = [
  rule('child_disclosure', 'The child told staff of abuse themselves.', (facts, today) =>
    lastYear(facts, ABUSE, today)
      .filter(({ disclosure }) => disclosure === true)
      .map((concern) => at(concern, concern.raisedOn, 'CREDIBLE', YEAR)),
  ),
  rule('physical_abuse_suspected', 'A concern of physical harm; credible when the child said it.', each('PHYSICAL', asTold)),
  rule('sexual_abuse_suspected', 'A concern of sexual harm; credible when the child said it.', each('SEXUAL', asTold)),
  rule('emotional_abuse_suspected', 'A concern of emotional harm; credible when the child said it.', each('EMOTIONAL', asTold)),
  rule('neglect_possible', 'A concern of neglect.', each('NEGLECT', credible)),
  rule('basic_care_struggling', 'Three or more concerns of neglect in a year. Three is local.', (facts, today) => {
    const concerns = lastYear(facts, ['NEGLECT'], today);
    const [latest] = concerns;
    return latest !== undefined && concerns.length >= PATTERN ? [at(latest, latest.raisedOn, 'CREDIBLE', YEAR)] : [];
  }),
  rule('basic_care_inconsistent', 'A concern about conditions at home.', each('HOME_CONDITIONS', credible)),
  rule(
    'unsafe_situations',
    'A concern of exploitation; the category does not say of which kind.',
    each('EXPLOITATION', credible),
  ),
  rule('da_concern_possible', 'A concern of domestic abuse at home.', each('DOMESTIC_ABUSE', credible)),
  rule('mental_health_low_level', "A concern about the child's mental health.", each('MENTAL_HEALTH', credible)),
  rule('self_harm_single', 'One concern of self-harm in the last year.', (facts, today) => {
    const concerns = lastYear(facts, ['SELF_HARM'], today);
    return concerns.length === 1 ? concerns.map(selfHarm) : [];
  }),
  rule('self_harm_repeated', 'Two or more concerns of self-harm in the last year.', (facts, today) => {
    const concerns = lastYear(facts, ['SELF_HARM'], today);
    return concerns.length > 1 ? concerns.slice(0, 1).map(selfHarm) : [];
  }),
  rule(
    'harmful_sexual_behaviour',
    'A concern of harmful sexual behaviour; whether by or towards the child is in the narrative, so unconfirmed.',
    each('HARMFUL_SEXUAL_BEHAVIOUR', () => 'UNCONFIRMED'),
  ),
  rule('online_risk', 'A concern about safety online.', each('ONLINE', credible)),
];
