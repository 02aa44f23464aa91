import type { Finding, SignalRule } from '../../../common/signal-rules';
import { londonDate } from '../../../common/time';
import type { EducationFacts } from './facts';
import { at, standing, stands } from './findings';

const provisionOf =
  (provision: string) =>
  ({ senProvisions }: EducationFacts, today: string): Finding[] =>
    senProvisions.filter((row) => row.provision === provision && stands(row, today)).map((row) => standing(row, 'CONFIRMED'));

const needOf =
  (types: readonly string[], confidence: Finding['confidence']) =>
  ({ senNeeds }: EducationFacts): Finding[] =>
    senNeeds.filter(({ type }) => types.includes(type)).map((row) => at(row, londonDate(row.knownFrom), confidence));

const onRollAnd =
  (holds: (row: EducationFacts['enrolments'][number]) => boolean, confidence: Finding['confidence']) =>
  ({ enrolments }: EducationFacts, today: string): Finding[] =>
    enrolments.filter((row) => stands(row, today) && holds(row)).map((row) => at(row, londonDate(row.knownFrom), confidence));

/** Special educational needs and a pupil's circumstances. They stand while the record does: a census replaces the one before. */
export const NEED_RULES: readonly SignalRule<EducationFacts>[] = [
  { indicator: 'sen_support', category: 'sen_provision', because: 'SEN support stands today (code K).', find: provisionOf('K') },
  {
    indicator: 'ehcp',
    category: 'sen_provision',
    because: 'An education, health and care plan stands today (code E; Children and Families Act 2014 s37).',
    find: provisionOf('E'),
  },
  {
    indicator: 'speech_language_need',
    category: 'sen_needs',
    because: 'Speech, language and communication needs are recorded (SLCN).',
    find: needOf(['SLCN'], 'CONFIRMED'),
  },
  {
    indicator: 'mental_health_low_level',
    category: 'sen_needs',
    because: 'Social, emotional and mental health needs are recorded (SEMH); the type also covers behaviour, so credible only.',
    find: needOf(['SEMH'], 'CREDIBLE'),
  },
  {
    indicator: 'disability_additional_need',
    category: 'sen_needs',
    because: 'A sensory or physical need or autism is recorded, and help at school goes with it (HI, VI, PD, ASD).',
    find: needOf(['HI', 'VI', 'PD', 'ASD'], 'CONFIRMED'),
  },
  {
    indicator: 'disability_substantial',
    category: 'sen_needs',
    because: 'Severe or profound learning difficulty, or both senses impaired (SLD, PMLD, MSI).',
    find: needOf(['SLD', 'PMLD', 'MSI'], 'CONFIRMED'),
  },
  {
    indicator: 'young_carer',
    category: 'pupil_circumstances',
    because: 'On roll and known to the school or said by a parent to be a young carer (school census, from spring 2023).',
    find: onRollAnd(({ youngCarer }) => youngCarer === true, 'CONFIRMED'),
  },
  {
    indicator: 'low_income',
    category: 'pupil_circumstances',
    because: 'On roll and eligible for free school meals; a measure of income, not of its effect on the child.',
    find: onRollAnd(({ freeSchoolMeals }) => freeSchoolMeals === true, 'CREDIBLE'),
  },
];
