import type { Finding, SignalRule } from '../../../common/signal-rules';
import { addDays, addMonths } from '../../../common/time';
import type { HealthCheckData } from '../../../importers/records/health';
import type { HealthFacts } from './facts';
import { atRow, within, YEAR } from './findings';

const category = 'child_health_programme';

/**
 * Routine childhood schedule of the UK Health Security Agency, as visits: 8, 12 and 16 weeks, one year, three years four months.
 * A visit counts as overdue three months after it was due. Schedules change: only the number of visits is asked for, not which vaccine.
 */
const VISITS_DUE_BY_MONTHS = [
  { months: 7, visits: 3 },
  { months: 15, visits: 4 },
  { months: 43, visits: 5 },
] as const;
/** Under five: older children's visits are given at school and held elsewhere. */
const UNDER_MONTHS = 60;

/** Healthy Child Programme: when each mandated review is overdue, in months of age, with time allowed. */
const REVIEWS_DUE_BY_MONTHS: readonly { readonly check: HealthCheckData['check']; readonly months: number }[] = [
  { check: 'NEW_BIRTH', months: 1 },
  { check: 'SIX_TO_EIGHT_WEEKS', months: 3 },
  { check: 'ONE_YEAR', months: 15 },
  { check: 'TWO_YEAR', months: 33 },
];

/** Visits this child should have had by today, and had; undefined when older, unborn, or health told us of no visit at all. */
function visits(
  { person, immunisations }: HealthFacts,
  today: string,
): { due: number; had: number; last: string; row: HealthFacts['immunisations'][number] } | undefined {
  const given = immunisations.filter((row) => row.status === 'COMPLETED' && row.on <= today);
  const [row] = given;
  const { dateOfBirth } = person;
  if (row === undefined || dateOfBirth === null || dateOfBirth > today || addMonths(dateOfBirth, UNDER_MONTHS) <= today)
    return undefined;
  const reached = VISITS_DUE_BY_MONTHS.filter(({ months }) => addMonths(dateOfBirth, months) <= today).at(-1);
  return (
    reached && {
      due: reached.visits,
      had: new Set(given.map(({ on }) => on)).size,
      last: addMonths(dateOfBirth, reached.months),
      row,
    }
  );
}

/** The latest review that is overdue; a child with no review at all is not told apart from one whose reviews are held elsewhere. */
function overdueReview({ person, checks }: HealthFacts, today: string): Finding | undefined {
  const { dateOfBirth } = person;
  const [row] = checks;
  if (row === undefined || dateOfBirth === null || dateOfBirth > today || addMonths(dateOfBirth, UNDER_MONTHS) <= today)
    return undefined;
  const due = REVIEWS_DUE_BY_MONTHS.filter(({ months }) => addMonths(dateOfBirth, months) <= today).at(-1);
  if (due === undefined || checks.some(({ check }) => check === due.check)) return undefined;
  return atRow(row, addMonths(dateOfBirth, due.months), 'UNCONFIRMED', 2 * YEAR);
}

export const PROGRAMME_RULES: readonly SignalRule<HealthFacts>[] = [
  {
    indicator: 'immunisations_checks_overdue',
    category,
    because:
      'Under five, with fewer immunisation visits than the schedule asks for, or the latest review of the Healthy Child Programme not recorded. What is not recorded may still have happened, so unconfirmed.',
    find: (facts, today) => {
      const count = visits(facts, today);
      const late =
        count !== undefined && count.had < count.due ? atRow(count.row, count.last, 'UNCONFIRMED', 2 * YEAR) : undefined;
      return [late ?? overdueReview(facts, today)].filter((finding) => finding !== undefined);
    },
  },
  {
    indicator: 'immunisations_checks_overdue',
    category,
    because: 'An immunisation of the last two years is recorded as not given, and none was given since.',
    find: ({ immunisations }, today) => {
      const refused = within(
        immunisations.filter((row) => row.status === 'NOT_DONE'),
        (row) => row.on,
        2 * YEAR,
        today,
      );
      const [latest] = refused;
      const since = immunisations.some((row) => row.status === 'COMPLETED' && latest !== undefined && row.on > latest.on);
      return latest === undefined || since ? [] : [atRow(latest, latest.on, 'CREDIBLE', 2 * YEAR)];
    },
  },
  {
    indicator: 'pf_needs_met_mostly',
    category,
    because: 'Under five and immunised as the schedule asks. Shown beside risk, never against it (RAM-2).',
    find: (facts, today) => {
      const count = visits(facts, today);
      if (count === undefined || count.had < count.due || overdueReview(facts, today) !== undefined) return [];
      const observedOn = count.row.on;
      return observedOn >= addDays(today, -2 * YEAR) ? [atRow(count.row, observedOn, 'CREDIBLE', 2 * YEAR)] : [];
    },
  },
];
