import type { SignalRule } from '../../../common/signal-rules';
import { londonDate } from '../../../common/time';
import { isAdultOn, isChildOn, type PoliceFacts } from './facts';
import { atRow, within, YEAR } from './findings';

type Arrest = PoliceFacts['custody'][number];

const category = 'custody';
const arrestedOn = (arrest: Arrest): string => londonDate(arrest.arrestedAt);

/** One finding, at the latest arrest, when there were at least so many in the last year. */
const arrested = (least: number, who: typeof isChildOn) => (facts: PoliceFacts, today: string) => {
  const recent = within(facts.custody, arrestedOn, YEAR, today).filter((arrest) => who(facts.person, arrestedOn(arrest)));
  return recent[0] !== undefined && recent.length >= least ? [atRow(recent[0], arrestedOn(recent[0]), 'CONFIRMED', YEAR)] : [];
};

export const CUSTODY_RULES: readonly SignalRule<PoliceFacts>[] = [
  {
    indicator: 'offending_starting',
    category,
    because: 'A child was arrested in the last year. The arrest is confirmed; the offence may not be.',
    find: arrested(1, isChildOn),
  },
  {
    indicator: 'offending_serious',
    category,
    because: 'A child was arrested three or more times in a year: persistent.',
    find: arrested(3, isChildOn),
  },
  {
    indicator: 'carers_involved_in_crime',
    category,
    because: 'An adult of the household was arrested twice or more in a year.',
    find: arrested(2, isAdultOn),
  },
];
