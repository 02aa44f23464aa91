import type { Finding, SignalRule } from '../../../common/signal-rules';
import { daysBetween } from '../../../common/time';
import { type IncidentFact, isChildOn, type PoliceFacts } from './facts';
import { atRow, occurredOn, within, YEAR } from './findings';

const GRADE_ORDER = { STANDARD: 0, MEDIUM: 1, HIGH: 2 } as const;
const EVENT = 'domestic-abuse';

type Assessed = IncidentFact & { readonly assessment: NonNullable<IncidentFact['assessment']> };

/** Assessed incidents of this person, as victim, suspect or present alike: the harm is in the home. Newest first. */
const assessed = ({ incidents }: PoliceFacts): Assessed[] =>
  incidents.filter((fact): fact is Assessed => fact.assessment !== undefined);

function at(fact: Assessed, confidence: Finding['confidence'], lasts: number): Finding {
  const on = occurredOn(fact);
  return { ...atRow(fact.assessment, on, confidence, lasts), event: `${EVENT}:${on}` };
}

const isAbout = (fact: IncidentFact): boolean => fact.incident.type === 'DOMESTIC_ABUSE';
/** A child was there: the assessment says so, or the person is themselves a child and part of the incident. */
const withChild =
  ({ person }: PoliceFacts) =>
  (fact: Assessed): boolean =>
    fact.assessment.childrenPresent === true || isChildOn(person, occurredOn(fact));

export const DOMESTIC_ABUSE_RULES: readonly SignalRule<PoliceFacts>[] = [
  {
    indicator: 'da_concern_possible',
    category: 'domestic_abuse',
    because: 'The police recorded domestic abuse but no DASH assessment of it.',
    find: ({ incidents }) =>
      incidents
        .filter((fact) => isAbout(fact) && fact.assessment === undefined)
        .map((fact) => {
          const on = occurredOn(fact);
          return { ...atRow(fact.incident, on, 'UNCONFIRMED', YEAR), event: `${EVENT}:${on}` };
        }),
  },
  {
    indicator: 'da_incidents_between_carers',
    category: 'domestic_abuse',
    because:
      'An assessed domestic abuse incident in the last year (Domestic Abuse Act 2021 section 3: a child who sees, hears or is affected is a victim).',
    find: (facts) => assessed(facts).map((fact) => at(fact, 'CREDIBLE', YEAR)),
  },
  {
    indicator: 'da_chronic_involving_child',
    category: 'domestic_abuse',
    because: 'A child was there at an incident graded high, or at three or more in a year: serious or chronic.',
    find: (facts, today) => {
      const near = within(assessed(facts).filter(withChild(facts)), occurredOn, YEAR, today);
      const grave = near.filter((fact) => fact.assessment.dashGrade === 'HIGH');
      const [latest] = near;
      return latest !== undefined && near.length >= 3
        ? [at(latest, 'CREDIBLE', YEAR)]
        : grave.map((fact) => at(fact, 'CREDIBLE', YEAR));
    },
  },
  {
    indicator: 'da_escalating',
    category: 'domestic_abuse',
    because: 'A higher DASH grade than at the incident before it, within six months; or three incidents in sixty days.',
    find: (facts, today) => {
      const recent = within(assessed(facts), occurredOn, YEAR, today);
      return recent
        .filter((fact, index) => rises(fact, recent[index + 1]) || quickens(fact, recent[index + 2]))
        .map((fact) => at(fact, 'CREDIBLE', 183));
    },
  },
  {
    indicator: 'da_marac_case',
    category: 'domestic_abuse',
    because: 'Referred to the multi-agency risk assessment conference (MARAC), which reviews cases for a year.',
    find: (facts) =>
      assessed(facts)
        .filter((fact) => fact.assessment.maracReferral === true)
        .map((fact) => at(fact, 'CONFIRMED', YEAR)),
  },
  {
    indicator: 'da_strangulation',
    category: 'domestic_abuse_victim',
    because:
      'Non-fatal strangulation (Serious Crime Act 2015 section 75A), a strong predictor of homicide, told in the last two years.',
    find: (facts) =>
      assessed(facts)
        .filter((fact) => fact.assessment.strangulation === true)
        .map((fact) => at(fact, 'CREDIBLE', 2 * YEAR)),
  },
  {
    indicator: 'da_pregnant_victim',
    category: 'domestic_abuse_victim',
    because: 'The victim was pregnant at the time; counted for the length of a pregnancy.',
    find: (facts) =>
      assessed(facts)
        .filter((fact) => fact.assessment.victimPregnant === true)
        .map((fact) => at(fact, 'CREDIBLE', 280)),
  },
];

function rises(fact: Assessed, before: Assessed | undefined): boolean {
  if (before === undefined || daysBetween(occurredOn(before), occurredOn(fact)) > 183) return false;
  return GRADE_ORDER[fact.assessment.dashGrade] > GRADE_ORDER[before.assessment.dashGrade];
}

function quickens(fact: Assessed, twoBefore: Assessed | undefined): boolean {
  return twoBefore !== undefined && daysBetween(occurredOn(twoBefore), occurredOn(fact)) <= 60;
}
