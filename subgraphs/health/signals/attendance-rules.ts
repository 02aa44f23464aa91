import type { SignalRule } from '../../../common/signal-rules';
import { isConcept } from '../snomed';
import { daysOldOn, type HealthFacts, isChildOn, yearsOn } from './facts';
import { atMoment, atRow, latestOf, within, YEAR } from './findings';

type Attendance = HealthFacts['attendances'][number];

/** Babies rarely move on their own before six months; a bruise or wound then needs an explanation (NICE CG89). */
const NON_MOBILE_DAYS = 183;

const category = 'attendances';

const asChild = ({ person, attendances }: HealthFacts): Attendance[] =>
  attendances.filter((row) => isChildOn(person, atMoment(row)));
const unscheduled = (facts: HealthFacts): Attendance[] => asChild(facts).filter((row) => row.unscheduled);

export const ATTENDANCE_RULES: readonly SignalRule<HealthFacts>[] = [
  {
    indicator: 'ae_attendance_frequent',
    category,
    because: 'Three or more unscheduled attendances of a child in a year; under two years of age, two in ninety days.',
    find: (facts, today) => {
      const recent = within(unscheduled(facts), atMoment, 90, today);
      const young = recent.filter((row) => (yearsOn(facts.person, atMoment(row)) ?? 18) < 2);
      const ofYoung = latestOf(young, 2, 90, today);
      return ofYoung.length > 0 ? ofYoung : latestOf(unscheduled(facts), 3, YEAR, today);
    },
  },
  {
    indicator: 'injury_in_nonmobile_infant',
    category,
    because: 'Care for an injury before six months of age.',
    find: (facts) =>
      facts.attendances
        .filter((row) => isConcept(row.reason, 'injury') && (daysOldOn(facts.person, atMoment(row)) ?? YEAR) < NON_MOBILE_DAYS)
        .map((row) => atRow(row, atMoment(row), 'CREDIBLE', 5 * YEAR, 'physical-harm')),
  },
  {
    indicator: 'home_hazards',
    category,
    because: 'Two or more injuries of a child under five in a year. Accidents are common at that age, so unconfirmed.',
    find: (facts, today) => {
      const injuries = facts.attendances.filter(
        (row) => isConcept(row.reason, 'injury') && (yearsOn(facts.person, atMoment(row)) ?? 18) < 5,
      );
      return latestOf(injuries, 2, YEAR, today, 'UNCONFIRMED');
    },
  },
  {
    indicator: 'self_harm_single',
    category,
    because: 'A child received care for self-harm once in the last year.',
    find: (facts, today) => {
      const recent = within(
        asChild(facts).filter((row) => isConcept(row.reason, 'selfHarm')),
        atMoment,
        YEAR,
        today,
      );
      return recent.length === 1 && recent[0] !== undefined
        ? [atRow(recent[0], atMoment(recent[0]), 'CONFIRMED', YEAR, 'self-harm')]
        : [];
    },
  },
  {
    indicator: 'self_harm_repeated',
    category,
    because: 'A child received care for self-harm twice or more in the last year.',
    find: (facts, today) =>
      latestOf(
        asChild(facts).filter((row) => isConcept(row.reason, 'selfHarm')),
        2,
        YEAR,
        today,
        'CONFIRMED',
      ),
  },
  {
    indicator: 'mental_health_acute',
    category,
    because: 'A child received care for suicidal thoughts or an attempt, or for psychosis.',
    find: (facts) =>
      asChild(facts)
        .filter((row) => isConcept(row.reason, 'suicidal', 'psychosis'))
        .map((row) => atRow(row, atMoment(row), 'CONFIRMED', 183, 'mental-health-crisis')),
  },
  {
    indicator: 'chronic_condition_unmanaged',
    category,
    because:
      'Three or more unscheduled attendances of a child for one and the same coded reason in a year; injuries and self-harm are counted by themselves.',
    find: (facts, today) => {
      const coded = unscheduled(facts).filter(
        (row) => row.reason?.code !== undefined && !isConcept(row.reason, 'injury', 'selfHarm', 'suicidal'),
      );
      const byCode = new Map<string, Attendance[]>();
      for (const row of coded) byCode.set(row.reason?.code ?? '', [...(byCode.get(row.reason?.code ?? '') ?? []), row]);
      return [...byCode.values()].flatMap((rows) => latestOf(rows, 3, YEAR, today, 'UNCONFIRMED'));
    },
  },
];
