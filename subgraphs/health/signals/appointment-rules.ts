import type { SignalRule } from '../../../common/signal-rules';
import { type HealthFacts, isAdultOn, isChildOn } from './facts';
import { atMoment, atRow, latestOf, within, YEAR } from './findings';

type Appointment = HealthFacts['wasNotBrought'][number];

const category = 'was_not_brought';
/** Three in a year make a pattern; one or two are a beginning. */
const PATTERN = 3;

const ofChild = ({ person, wasNotBrought }: HealthFacts): Appointment[] =>
  wasNotBrought.filter((row) => isChildOn(person, atMoment(row)));
const isAntenatal = ({ service }: Appointment): boolean => /antenatal|maternity|midwi/i.test(service ?? '');

export const APPOINTMENT_RULES: readonly SignalRule<HealthFacts>[] = [
  {
    indicator: 'health_appointments_first_missed',
    category,
    because: 'A child was not brought to one or two appointments in a year.',
    find: (facts, today) => {
      const recent = within(ofChild(facts), atMoment, YEAR, today);
      return recent[0] !== undefined && recent.length < PATTERN ? [atRow(recent[0], atMoment(recent[0]), 'CONFIRMED', YEAR)] : [];
    },
  },
  {
    indicator: 'was_not_brought_repeated',
    category,
    because: 'A child was not brought to three or more appointments in a year.',
    find: (facts, today) => latestOf(ofChild(facts), PATTERN, YEAR, today, 'CONFIRMED'),
  },
  {
    indicator: 'antenatal_some_missed',
    category,
    because:
      'Antenatal appointments were missed, by the mother or as recorded for the unborn child; counted for the length of a pregnancy.',
    find: ({ wasNotBrought }, today) => latestOf(wasNotBrought.filter(isAntenatal), 1, 280, today, 'CONFIRMED'),
  },
  {
    indicator: 'engagement_poor',
    category,
    because:
      'An adult of the household did not keep three or more of their own appointments in a year; the reason may be a good one.',
    find: (facts, today) =>
      latestOf(
        facts.wasNotBrought.filter((row) => isAdultOn(facts.person, atMoment(row))),
        PATTERN,
        YEAR,
        today,
        'UNCONFIRMED',
      ),
  },
];
