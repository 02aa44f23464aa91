import type { Finding, SignalRule } from '../../../common/signal-rules';
import { addDays } from '../../../common/time';
import { type HealthFacts, yearsOn } from './facts';
import { atRow } from './findings';

type Pregnancy = HealthFacts['pregnancies'][number];

const category = 'pregnancy';
const TERM_DAYS = 280;
/** NICE NG201: booked by ten weeks; after twenty is late. */
const LATE_BOOKING_DAYS = 140;

/** The day a pregnancy is counted from: when it was booked, else when it began. */
const knownSince = (row: Pregnancy): string | undefined =>
  row.bookedOn ?? (row.expectedDate === null ? undefined : addDays(row.expectedDate, -TERM_DAYS));

/** One finding for each pregnancy that has not ended and began when the mother was below this age. */
const underAge =
  (years: number) =>
  ({ person, pregnancies }: HealthFacts, today: string): Finding[] =>
    pregnancies.flatMap((row) => {
      const since = knownSince(row);
      const age = since === undefined ? undefined : yearsOn(person, since);
      const over = row.endedOn !== null && row.endedOn <= today;
      return since === undefined || age === undefined || age >= years || over ? [] : [atRow(row, since, 'CONFIRMED', TERM_DAYS)];
    });

export const PREGNANCY_RULES: readonly SignalRule<HealthFacts>[] = [
  {
    indicator: 'pregnant_under_18',
    category,
    because: 'Pregnant, and under 18 when it was booked or began.',
    find: underAge(18),
  },
  {
    indicator: 'pregnant_under_13',
    category,
    because:
      'Pregnant, and under 13 when it was booked or began: a child under 13 cannot consent (Sexual Offences Act 2003 section 5).',
    find: underAge(13),
  },
  {
    indicator: 'engagement_poor',
    category,
    because: 'Maternity care was booked after twenty weeks of pregnancy. There may be good reasons, so unconfirmed.',
    find: ({ pregnancies }, today) =>
      pregnancies
        .filter(({ bookedOn, expectedDate, endedOn }) => {
          const late =
            bookedOn !== null && expectedDate !== null && bookedOn > addDays(expectedDate, LATE_BOOKING_DAYS - TERM_DAYS);
          return late && (endedOn === null || endedOn > today);
        })
        .map((row) => atRow(row, row.bookedOn ?? today, 'UNCONFIRMED', TERM_DAYS)),
  },
];
