import type { Finding, SignalRule } from '../../../common/signal-rules';
import { termOf } from '../attendance/term-dates';
import type { EducationFacts } from './facts';
import { at, recent, YEAR } from './findings';

type Imposed = EducationFacts['exclusions'][number];

/** Local: the third suspension in a year. */
const REPEATED = 3;
/** Fifteen school days in a term: the governing board must then consider reinstatement (Education Act 2002 s51A regulations). */
const BOARD_MUST_CONSIDER_ABOVE_SESSIONS = 30;

const startedOn = ({ startedOn }: Imposed): string => startedOn;
const suspensions = ({ exclusions }: EducationFacts, today: string): Imposed[] =>
  recent(
    exclusions.filter(({ category }) => category !== 'PERMANENT'),
    startedOn,
    YEAR,
    today,
  );

/** True when the suspensions of one term add up to more than fifteen school days. */
function isLongInOneTerm(imposed: readonly Imposed[]): boolean {
  const byTerm = new Map<string, number>();
  for (const { startedOn: on, sessions } of imposed) byTerm.set(termOf(on), (byTerm.get(termOf(on)) ?? 0) + (sessions ?? 0));
  return [...byTerm.values()].some((sessions) => sessions > BOARD_MUST_CONSIDER_ABOVE_SESSIONS);
}

/** Suspended or excluded in the last year for one of these census reasons: one finding each. */
const forReasons =
  (reasons: readonly string[], confidence: Finding['confidence']) =>
  ({ exclusions }: EducationFacts, today: string): Finding[] =>
    recent(exclusions, startedOn, YEAR, today)
      .filter((imposed) => imposed.reasons.some((reason) => reasons.includes(reason)))
      .map((imposed) => at(imposed, imposed.startedOn, confidence, YEAR));

/** The school's own reason for a suspension is confirmed as the school's finding; what it says of the child beyond it is not. */
export const EXCLUSION_RULES: readonly SignalRule<EducationFacts>[] = [
  {
    indicator: 'suspension_some',
    category: 'exclusions',
    because: 'Suspended in the last year.',
    find: (facts, today) =>
      suspensions(facts, today)
        .slice(0, 1)
        .map((one) => at(one, one.startedOn, 'CONFIRMED', YEAR)),
  },
  {
    indicator: 'permanent_exclusion_risk',
    category: 'exclusions',
    because:
      'Suspended three times or more in a year, or for more than fifteen school days in a term, when the governing board must ' +
      'consider reinstatement (DfE, suspension and permanent exclusion guidance).',
    find: (facts, today) => {
      const imposed = suspensions(facts, today);
      const [latest] = imposed;
      return latest !== undefined && (imposed.length >= REPEATED || isLongInOneTerm(imposed))
        ? [at(latest, latest.startedOn, 'CONFIRMED', YEAR)]
        : [];
    },
  },
  {
    indicator: 'permanently_excluded',
    category: 'exclusions',
    because: 'Permanently excluded in the last year.',
    find: ({ exclusions }) =>
      exclusions.filter(({ category }) => category === 'PERMANENT').map((one) => at(one, one.startedOn, 'CONFIRMED', YEAR)),
  },
  {
    indicator: 'behaviour_disruptive',
    category: 'exclusion_reasons',
    because: 'Suspended or excluded for persistent or general disruptive behaviour (DB).',
    find: forReasons(['DB'], 'CONFIRMED'),
  },
  {
    indicator: 'behaviour_challenging',
    category: 'exclusion_reasons',
    because: 'Suspended or excluded for a physical assault (PP, PA) or a weapon or prohibited item (OW).',
    find: forReasons(['PP', 'PA', 'OW'], 'CONFIRMED'),
  },
  {
    indicator: 'bullying_others',
    category: 'exclusion_reasons',
    because: 'Suspended or excluded for bullying (BU) or for abuse of what others are (RA, LG, DS).',
    find: forReasons(['BU', 'RA', 'LG', 'DS'], 'CONFIRMED'),
  },
  {
    indicator: 'harmful_sexual_behaviour',
    category: 'exclusion_reasons',
    because: 'Suspended or excluded for sexual misconduct (SM), which runs from words to assault.',
    find: forReasons(['SM'], 'CREDIBLE'),
  },
  {
    indicator: 'substance_experimenting',
    category: 'exclusion_reasons',
    because: 'Suspended or excluded for something related to drugs or alcohol (DA).',
    find: forReasons(['DA'], 'CREDIBLE'),
  },
  {
    indicator: 'online_risk',
    category: 'exclusion_reasons',
    because: 'Suspended or excluded for misuse of social media or online technology (MT).',
    find: forReasons(['MT'], 'CONFIRMED'),
  },
];
