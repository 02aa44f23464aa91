import type { HealthFacts } from '../../../subgraphs/health/signals/facts';
import {
  ADULT,
  attendance,
  bornDaysAgo,
  check,
  condition,
  contact,
  flag,
  immunisation,
  notBrought,
  onDay,
  pregnancy,
} from './facts-builder';

type Records = Partial<HealthFacts>;

const BRUISE = '125667009';
const SELF_HARM = '248062006';
const SUICIDAL = '6471006';
const DEPENDENCE = '66590003';
const MISUSE = '15167005';
const CONCERN = '836881000000105';
const coded = (code: string, days = 30): Records => ({ conditions: [condition(code, days)] });
const codedOnAdult = (code: string): Records => ({ person: ADULT, ...coded(code) });
const baby = bornDaysAgo(100);
const twoYearOld = bornDaysAgo(800);
/** Four visits by the first birthday, as the schedule asks, and both reviews of that age. */
const upToDate = {
  person: bornDaysAgo(500),
  immunisations: [immunisation(130), immunisation(380), immunisation(410), immunisation(440)],
  checks: [check('ONE_YEAR', 130), check('SIX_TO_EIGHT_WEEKS', 440)],
};

/** Sentence, the indicator and category it shows, records that show it, records that nearly do. */
export const SCENARIOS: readonly (readonly [string, string, Records, Records])[] = [
  [
    'three unscheduled attendances in a year',
    'ae_attendance_frequent (attendances)',
    { attendances: [attendance(5), attendance(100), attendance(300)] },
    { attendances: [attendance(5), attendance(100), attendance(300, undefined, false)] },
  ],
  [
    'two unscheduled attendances of a baby',
    'ae_attendance_frequent (attendances)',
    { person: baby, attendances: [attendance(5), attendance(60)] },
    { attendances: [attendance(5), attendance(60)] },
  ],
  [
    'a bruise on a baby',
    'injury_in_nonmobile_infant (attendances)',
    { person: baby, attendances: [attendance(5, BRUISE)] },
    { person: twoYearOld, attendances: [attendance(5, BRUISE)] },
  ],
  [
    'two injuries of a toddler',
    'home_hazards (attendances)',
    { person: twoYearOld, attendances: [attendance(5, BRUISE), attendance(90, BRUISE)] },
    { attendances: [attendance(5, BRUISE), attendance(90, BRUISE)] },
  ],
  [
    'one attendance for self-harm',
    'self_harm_single (attendances)',
    { attendances: [attendance(5, SELF_HARM)] },
    { attendances: [attendance(5, SELF_HARM), attendance(50, SELF_HARM)] },
  ],
  [
    'two attendances for self-harm',
    'self_harm_repeated (attendances)',
    { attendances: [attendance(5, SELF_HARM), attendance(50, SELF_HARM)] },
    { attendances: [attendance(5, SELF_HARM), attendance(400, SELF_HARM)] },
  ],
  [
    'an attendance with suicidal thoughts',
    'mental_health_acute (attendances)',
    { attendances: [attendance(5, SUICIDAL)] },
    { person: ADULT, attendances: [attendance(5, SUICIDAL)] },
  ],
  [
    'three attendances for one condition',
    'chronic_condition_unmanaged (attendances)',
    { attendances: [attendance(5, '195967001'), attendance(50, '195967001'), attendance(90, '195967001')] },
    { attendances: [attendance(5, '195967001'), attendance(50, '195967001'), attendance(90, '386661006')] },
  ],
  [
    'one appointment a child was not brought to',
    'health_appointments_first_missed (was_not_brought)',
    { wasNotBrought: [notBrought(5)] },
    { wasNotBrought: [notBrought(400)] },
  ],
  [
    'three appointments a child was not brought to',
    'was_not_brought_repeated (was_not_brought)',
    { wasNotBrought: [notBrought(5), notBrought(50), notBrought(300)] },
    { wasNotBrought: [notBrought(5), notBrought(50), notBrought(400)] },
  ],
  [
    'a missed antenatal appointment',
    'antenatal_some_missed (was_not_brought)',
    { person: ADULT, wasNotBrought: [notBrought(5, 'Community Midwifery')] },
    { person: ADULT, wasNotBrought: [notBrought(5, 'Dentistry')] },
  ],
  [
    'an adult who keeps no appointment',
    'engagement_poor (was_not_brought)',
    { person: ADULT, wasNotBrought: [notBrought(5), notBrought(9), notBrought(20)] },
    { person: ADULT, wasNotBrought: [notBrought(5), notBrought(9)] },
  ],
  [
    'a protection plan that is coded',
    'current_protection_plan (safeguarding_codes)',
    coded('342191000000101'),
    { conditions: [condition('342891000000105', 5), condition('342191000000101', 30)] },
  ],
  ['a coded cause for concern', 'unsafe_situations (safeguarding_codes)', coded(CONCERN), coded(CONCERN, 400)],
  [
    'a concern for an unborn child',
    'basic_care_unsafe (safeguarding_codes)',
    codedOnAdult('878111000000109'),
    { person: ADULT, ...coded('878111000000109', 300) },
  ],
  [
    'the category of physical abuse',
    'physical_abuse_suspected (safeguarding_codes)',
    coded('802311000000100'),
    codedOnAdult('802311000000100'),
  ],
  [
    'the category of sexual abuse',
    'sexual_abuse_suspected (safeguarding_codes)',
    coded('802281000000103'),
    codedOnAdult('802281000000103'),
  ],
  [
    'the category of emotional abuse',
    'emotional_abuse_suspected (safeguarding_codes)',
    coded('802301000000102'),
    codedOnAdult('802301000000102'),
  ],
  [
    'neglect that is coded',
    'neglect_possible (safeguarding_codes)',
    coded('418496002'),
    { conditions: [condition('418496002', 30, { abatedOn: onDay(10) })] },
  ],
  ['risk of sexual exploitation', 'cse_current (safeguarding_codes)', coded('716565009'), codedOnAdult('716565009')],
  [
    'risk of criminal exploitation',
    'cce_gang_involved (safeguarding_codes)',
    coded('1188261000000103'),
    codedOnAdult('1188261000000103'),
  ],
  [
    'a victim of trafficking',
    'trafficked (safeguarding_codes)',
    coded('734998001'),
    { conditions: [condition('734998001', 30, { system: 'http://loinc.org' })] },
  ],
  [
    'a child no longer looked after',
    'previously_looked_after (safeguarding_codes)',
    coded('764951000000107', 2000),
    coded('764841000000100'),
  ],
  [
    'three coded non-attendances',
    'was_not_brought_repeated (safeguarding_codes)',
    { conditions: [5, 50, 90].map((days) => condition('901441000000108', days)) },
    { conditions: [5, 50].map((days) => condition('901441000000108', days)) },
  ],
  ['self-harm coded once', 'self_harm_single (safeguarding_codes)', coded(SELF_HARM), coded(SELF_HARM, 400)],
  [
    'self-harm coded on two days',
    'self_harm_repeated (safeguarding_codes)',
    { conditions: [condition(SELF_HARM, 5), condition(SELF_HARM, 50)] },
    { conditions: [condition(SELF_HARM, 5), condition(SELF_HARM, 5)] },
  ],
  ['suicidal thoughts of a child', 'mental_health_acute (safeguarding_codes)', coded(SUICIDAL), codedOnAdult(SUICIDAL)],
  ['dependence of a child', 'substance_regular (safeguarding_codes)', coded(DEPENDENCE), codedOnAdult(DEPENDENCE)],
  [
    'a coded victim of domestic abuse',
    'da_concern_possible (safeguarding_codes)',
    codedOnAdult('205171000000107'),
    { person: ADULT, ...coded('205171000000107', 400) },
  ],
  ['substance misuse of an adult', 'parent_health_affects_child (safeguarding_codes)', codedOnAdult(MISUSE), coded(MISUSE)],
  ['dependence of an adult', 'parent_substance_significant (safeguarding_codes)', codedOnAdult(DEPENDENCE), codedOnAdult(MISUSE)],
  [
    "a concern about the carer's behaviour",
    'basic_care_struggling (safeguarding_codes)',
    codedOnAdult('1076171000000104'),
    codedOnAdult(CONCERN),
  ],
  [
    'failure to thrive',
    'faltering_growth (conditions)',
    coded('54840006'),
    { conditions: [condition('54840006', 30, { status: 'resolved' })] },
  ],
  ['old dental decay', 'dental_decay_untreated (conditions)', coded('80967001', 120), coded('80967001', 30)],
  [
    'a diagnosed injury of a baby',
    'injury_in_nonmobile_infant (conditions)',
    { person: baby, ...coded(BRUISE, 5) },
    { person: twoYearOld, ...coded(BRUISE, 5) },
  ],
  [
    'a crisis of a child',
    'mental_health_acute (mental_health)',
    { mentalHealth: [contact(5, true)] },
    { mentalHealth: [contact(5)] },
  ],
  [
    'two specialist contacts',
    'mental_health_specialist (mental_health)',
    { mentalHealth: [contact(5), contact(50)] },
    { mentalHealth: [contact(5)] },
  ],
  [
    'a crisis of an adult',
    'parent_mental_health_significant (mental_health)',
    { person: ADULT, mentalHealth: [contact(5, true)] },
    { person: ADULT, mentalHealth: [contact(400, true)] },
  ],
  [
    'three contacts of an adult',
    'parent_health_affects_child (mental_health)',
    { person: ADULT, mentalHealth: [contact(5), contact(50), contact(60)] },
    { person: ADULT, mentalHealth: [contact(5), contact(50)] },
  ],
  [
    'too few immunisation visits',
    'immunisations_checks_overdue (child_health_programme)',
    { ...upToDate, immunisations: upToDate.immunisations.slice(1) },
    upToDate,
  ],
  [
    'a review that was not held',
    'immunisations_checks_overdue (child_health_programme)',
    { ...upToDate, checks: upToDate.checks.slice(1) },
    { ...upToDate, checks: [] },
  ],
  [
    'an immunisation recorded as not given',
    'immunisations_checks_overdue (child_health_programme)',
    { immunisations: [immunisation(30, 'NOT_DONE')] },
    { immunisations: [immunisation(5), immunisation(30, 'NOT_DONE')] },
  ],
  [
    'everything up to date',
    'pf_needs_met_mostly (child_health_programme)',
    upToDate,
    { ...upToDate, immunisations: upToDate.immunisations.slice(1) },
  ],
  [
    'a pregnancy at seventeen',
    'pregnant_under_18 (pregnancy)',
    { person: bornDaysAgo(6400), pregnancies: [pregnancy(null, onDay(30))] },
    { person: bornDaysAgo(6700), pregnancies: [pregnancy(null, onDay(30))] },
  ],
  [
    'a pregnancy at twelve',
    'pregnant_under_13 (pregnancy)',
    { person: bornDaysAgo(4500), pregnancies: [pregnancy(null, onDay(30))] },
    { person: bornDaysAgo(4500), pregnancies: [pregnancy(null, onDay(60), onDay(5))] },
  ],
  [
    'booking after twenty weeks',
    'engagement_poor (pregnancy)',
    { person: ADULT, pregnancies: [pregnancy(onDay(-100), onDay(10))] },
    { person: ADULT, pregnancies: [pregnancy(onDay(-200), onDay(10))] },
  ],
  [
    'a CP-IS protection plan',
    'current_protection_plan (flags)',
    { flags: [flag({ plan: 'PROTECTION_PLAN' })] },
    { flags: [flag({ plan: 'PROTECTION_PLAN', active: false })] },
  ],
  [
    'a CP-IS flag of a looked-after child that ended',
    'previously_looked_after (flags)',
    { flags: [flag({ plan: 'LOOKED_AFTER', to: onDay(5) })] },
    { flags: [flag({ plan: 'LOOKED_AFTER' })] },
  ],
  [
    'a safeguarding flag',
    'unsafe_situations (flags)',
    { flags: [flag({ type: 'SAFEGUARDING' })] },
    { flags: [flag({ type: 'REASONABLE_ADJUSTMENT' })] },
  ],
  [
    'a family history of FGM',
    'fgm_risk (fgm)',
    { flags: [flag({ type: 'FGM', code: '902961000000107' })] },
    { flags: [flag({ type: 'FGM', active: false })] },
  ],
];
