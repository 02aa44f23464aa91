import type { SignalRule } from '../../../common/signal-rules';
import { ageOn } from '../../../common/time';
import type { IncidentData } from '../../../importers/records/police';
import type { PoliceFacts } from './facts';
import { asAdult, asChild, atIncident, eachChild, FIVE_YEARS, latestOf, occurredOn, within, YEAR } from './findings';

type Types = readonly IncidentData['type'][];

const category = 'incidents';
const CRIMES: Types = ['ASSAULT', 'DRUGS', 'WEAPON', 'THEFT', 'ROBBERY', 'SEXUAL_OFFENCE'];
const HARM_TO_CHILDREN: Types = [
  'CRUELTY',
  'SEXUAL_OFFENCE',
  'CHILD_SEXUAL_EXPLOITATION',
  'CHILD_CRIMINAL_EXPLOITATION',
  'MODERN_SLAVERY',
];

/** What they say about what a child does: suspected is not convicted, and an exploited child may be behind it. */
export const CHILD_CONDUCT_RULES: readonly SignalRule<PoliceFacts>[] = [
  {
    indicator: 'antisocial_low',
    category,
    because: 'A child suspected once in a year of anti-social behaviour or theft.',
    find: (facts, today) => {
      const recent = within(asChild(facts, ['ANTISOCIAL_BEHAVIOUR', 'THEFT'], ['SUSPECT']), occurredOn, YEAR, today);
      return recent.length === 1 && recent[0] !== undefined ? [atIncident(recent[0], 'CREDIBLE', YEAR)] : [];
    },
  },
  {
    indicator: 'offending_starting',
    category,
    because: 'A child suspected of two or more crimes in a year.',
    find: (facts, today) => latestOf(asChild(facts, CRIMES, ['SUSPECT']), 2, YEAR, today),
  },
  {
    indicator: 'offending_serious',
    category,
    because: 'A child suspected of robbery or a sexual offence, or of five or more crimes in a year.',
    find: (facts, today) => [
      ...within(asChild(facts, ['ROBBERY', 'SEXUAL_OFFENCE'], ['SUSPECT']), occurredOn, 2 * YEAR, today).map((fact) =>
        atIncident(fact, 'CREDIBLE', 2 * YEAR),
      ),
      ...latestOf(asChild(facts, CRIMES, ['SUSPECT']), 5, YEAR, today),
    ],
  },
  {
    indicator: 'behaviour_serious_danger',
    category,
    because: 'A child suspected of carrying or using a weapon.',
    find: eachChild(['WEAPON'], ['SUSPECT'], 'CREDIBLE', YEAR),
  },
  {
    indicator: 'harmful_sexual_behaviour',
    category,
    because: 'A child suspected of a sexual offence.',
    find: eachChild(['SEXUAL_OFFENCE'], ['SUSPECT'], 'CREDIBLE', 2 * YEAR),
  },
  {
    indicator: 'abusing_other_children',
    category,
    because: 'A child suspected of a sexual offence or cruelty whose victim was a child.',
    find: (facts) =>
      asChild(facts, ['SEXUAL_OFFENCE', 'CRUELTY', 'CHILD_SEXUAL_EXPLOITATION'], ['SUSPECT'])
        .filter((fact) =>
          fact.others.some(
            ({ role, dateOfBirth }) => role === 'VICTIM' && dateOfBirth !== null && ageOn(dateOfBirth, occurredOn(fact)) < 18,
          ),
        )
        .map((fact) => atIncident(fact, 'CREDIBLE', 2 * YEAR)),
  },
  {
    indicator: 'peers_in_crime',
    category,
    because: 'A child present at two or more crimes in a year without being suspected.',
    find: (facts, today) =>
      latestOf(
        asChild(facts, CRIMES, ['PRESENT', 'WITNESS']).filter((fact) => !fact.roles.has('SUSPECT') && !fact.roles.has('VICTIM')),
        2,
        YEAR,
        today,
      ),
  },
  {
    indicator: 'substance_regular',
    category,
    because:
      'A child suspected of drugs offences twice or more in a year. Possession and supply are not told apart, so unconfirmed.',
    find: (facts, today) =>
      latestOf(asChild(facts, ['DRUGS'], ['SUSPECT']), 2, YEAR, today).map((finding) => ({
        ...finding,
        confidence: 'UNCONFIRMED' as const,
      })),
  },
];

/** What they say about an adult. Only adults of a case's household are watched, so the signal speaks of the child's home. */
export const ADULT_CONDUCT_RULES: readonly SignalRule<PoliceFacts>[] = [
  {
    indicator: 'violent_history_adult',
    category,
    because: 'An adult suspected of violence twice or more in five years; domestic abuse is counted by itself.',
    find: (facts, today) =>
      latestOf(asAdult(facts, ['ASSAULT', 'ROBBERY', 'WEAPON', 'CRUELTY'], ['SUSPECT']), 2, FIVE_YEARS, today),
  },
  {
    indicator: 'carers_involved_in_crime',
    category,
    because: 'An adult suspected of acquisitive or drugs crime twice or more in a year.',
    find: (facts, today) =>
      latestOf(
        asAdult(facts, ['DRUGS', 'THEFT', 'ROBBERY', 'WEAPON', 'CHILD_CRIMINAL_EXPLOITATION'], ['SUSPECT']),
        2,
        YEAR,
        today,
      ),
  },
  {
    indicator: 'dangerous_adult_access',
    category,
    because:
      'An adult suspected of an offence that harms children. Suspected once is unconfirmed; twice in five years is credible.',
    find: (facts, today) => {
      const recent = within(asAdult(facts, HARM_TO_CHILDREN, ['SUSPECT']), occurredOn, FIVE_YEARS, today);
      return recent.map((fact) => atIncident(fact, recent.length > 1 ? 'CREDIBLE' : 'UNCONFIRMED', FIVE_YEARS));
    },
  },
];
