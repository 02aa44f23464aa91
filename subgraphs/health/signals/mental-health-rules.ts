import type { SignalRule } from '../../../common/signal-rules';
import { type HealthFacts, isAdultOn, isChildOn } from './facts';
import { atMoment, atRow, latestOf, YEAR } from './findings';

type Contact = HealthFacts['mentalHealth'][number];

const category = 'mental_health';
const of = ({ person, mentalHealth }: HealthFacts, who: typeof isChildOn): Contact[] =>
  mentalHealth.filter((row) => who(person, atMoment(row)));
const crisesOf = (facts: HealthFacts, who: typeof isChildOn): Contact[] => of(facts, who).filter((row) => row.crisis);

export const MENTAL_HEALTH_RULES: readonly SignalRule<HealthFacts>[] = [
  {
    indicator: 'mental_health_acute',
    category,
    because: 'A crisis contact of a child with mental health services in the last six months.',
    find: (facts) => crisesOf(facts, isChildOn).map((row) => atRow(row, atMoment(row), 'CONFIRMED', 183, 'mental-health-crisis')),
  },
  {
    indicator: 'mental_health_specialist',
    category,
    because: 'Two or more contacts of a child with specialist mental health services in a year.',
    find: (facts, today) => latestOf(of(facts, isChildOn), 2, YEAR, today, 'CONFIRMED'),
  },
  {
    indicator: 'parent_mental_health_significant',
    category,
    because: 'A crisis contact of an adult of the household in the last year.',
    find: (facts) => crisesOf(facts, isAdultOn).map((row) => atRow(row, atMoment(row), 'CREDIBLE', YEAR)),
  },
  {
    indicator: 'parent_health_affects_child',
    category,
    because:
      'Three or more contacts of an adult of the household with mental health services in a year; how care is affected is not told.',
    find: (facts, today) => latestOf(of(facts, isAdultOn), 3, YEAR, today, 'UNCONFIRMED'),
  },
];
