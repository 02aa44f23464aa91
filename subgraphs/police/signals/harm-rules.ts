import type { SignalRule } from '../../../common/signal-rules';
import { ageOn } from '../../../common/time';
import type { PoliceFacts } from './facts';
import { asChild, atIncident, eachChild, FIVE_YEARS, latestOf, occurredOn, within, YEAR } from './findings';

const category = 'incidents';
const HARMED = ['VICTIM', 'PRESENT'] as const;

/** What the incidents say about a child who was harmed or in danger. */
export const HARM_RULES: readonly SignalRule<PoliceFacts>[] = [
  {
    indicator: 'physical_abuse_suspected',
    category,
    because: 'A child is recorded as the victim of cruelty (Children and Young Persons Act 1933 section 1).',
    find: eachChild(['CRUELTY'], ['VICTIM'], 'CREDIBLE', FIVE_YEARS, 'physical-harm'),
  },
  {
    indicator: 'physical_abuse_suspected',
    category,
    because:
      'A child is the victim of an assault and a suspect is family; of a child under ten by anyone, unconfirmed. Children are assaulted by peers too.',
    find: (facts) =>
      asChild(facts, ['ASSAULT'], ['VICTIM']).flatMap((fact) => {
        const byFamily = fact.others.some((other) => other.role === 'SUSPECT' && other.family);
        const { dateOfBirth } = facts.person;
        const underTen = dateOfBirth !== null && ageOn(dateOfBirth, occurredOn(fact)) < 10;
        if (!byFamily && !underTen) return [];
        return [atIncident(fact, byFamily ? 'CREDIBLE' : 'UNCONFIRMED', FIVE_YEARS, 'physical-harm')];
      }),
  },
  {
    indicator: 'sexual_abuse_suspected',
    category,
    because: 'A child is recorded as the victim of a sexual offence.',
    find: eachChild(['SEXUAL_OFFENCE'], ['VICTIM'], 'CREDIBLE', FIVE_YEARS, 'sexual-harm'),
  },
  {
    indicator: 'neglect_possible',
    category,
    because: 'The police recorded neglect of this child.',
    find: eachChild(['NEGLECT'], HARMED, 'CREDIBLE', 2 * YEAR),
  },
  {
    indicator: 'neglect_long_term',
    category,
    because: 'The police recorded neglect of this child twice or more in two years: cumulative harm.',
    find: (facts, today) => latestOf(asChild(facts, ['NEGLECT'], HARMED), 2, 2 * YEAR, today),
  },
  {
    indicator: 'basic_care_unsafe',
    category,
    because:
      'A constable took the child into police protection: reasonable cause to believe significant harm otherwise (Children Act 1989 section 46).',
    find: eachChild(['POLICE_PROTECTION'], HARMED, 'CREDIBLE', 2 * YEAR, 'police-protection'),
  },
  {
    indicator: 'cse_current',
    category,
    because: 'A child is recorded as the victim of sexual exploitation.',
    find: eachChild(['CHILD_SEXUAL_EXPLOITATION'], ['VICTIM'], 'CREDIBLE', 2 * YEAR, 'sexual-exploitation'),
  },
  {
    indicator: 'cse_emerging',
    category,
    because: 'A child was present at, or witness to, an incident of child sexual exploitation.',
    find: eachChild(['CHILD_SEXUAL_EXPLOITATION'], ['PRESENT', 'WITNESS'], 'CREDIBLE', YEAR),
  },
  {
    indicator: 'cce_gang_involved',
    category,
    because:
      'A child is part of an incident of criminal exploitation, on whichever side: an exploited child is often recorded as a suspect.',
    find: eachChild(['CHILD_CRIMINAL_EXPLOITATION'], ['VICTIM', 'SUSPECT', 'PRESENT'], 'CREDIBLE', 2 * YEAR),
  },
  {
    indicator: 'trafficked',
    category,
    because: 'A child is recorded as the victim of modern slavery (Modern Slavery Act 2015 section 2).',
    find: eachChild(['MODERN_SLAVERY'], ['VICTIM'], 'CREDIBLE', FIVE_YEARS),
  },
  {
    indicator: 'honour_based_abuse_risk',
    category,
    because:
      'A child is the victim of, or present at, honour-based abuse or forced marriage; other children of the home are at risk too.',
    find: eachChild(['HONOUR_BASED_ABUSE', 'FORCED_MARRIAGE'], HARMED, 'CREDIBLE', FIVE_YEARS),
  },
  {
    indicator: 'online_risk',
    category,
    because: 'A child is recorded as the victim of harm online.',
    find: eachChild(['ONLINE_HARM'], ['VICTIM'], 'CREDIBLE', YEAR),
  },
  {
    indicator: 'mental_health_acute',
    category,
    because: 'Police attended a child in a mental health crisis; what the crisis was is for health to say, so unconfirmed.',
    find: eachChild(['MENTAL_HEALTH'], HARMED, 'UNCONFIRMED', 180, 'mental-health-crisis'),
  },
  {
    indicator: 'unsafe_situations',
    category,
    because: 'Police were called to a concern for this child twice or more in six months; one call is a welfare check.',
    find: (facts, today) => latestOf(asChild(facts, ['CONCERN_FOR_SAFETY'], HARMED), 2, 183, today),
  },
  {
    indicator: 'community_harassment',
    category,
    because: 'Victim of anti-social behaviour twice or more in a year.',
    find: ({ incidents }, today) =>
      latestOf(
        incidents.filter((fact) => fact.incident.type === 'ANTISOCIAL_BEHAVIOUR' && fact.roles.has('VICTIM')),
        2,
        YEAR,
        today,
      ),
  },
  {
    indicator: 'pf_incident_minor_isolated',
    category,
    because: 'The only incident with this child in two years, and a minor one. Shown beside risk, never against it (RAM-2).',
    find: (facts, today) => {
      const recent = within(facts.incidents, occurredOn, 2 * YEAR, today);
      const minor = asChild(
        { ...facts, incidents: recent },
        ['THEFT', 'ANTISOCIAL_BEHAVIOUR', 'OTHER'],
        ['VICTIM', 'SUSPECT', 'WITNESS', 'PRESENT'],
      );
      return recent.length === 1 && minor[0] !== undefined ? [atIncident(minor[0], 'CREDIBLE', 2 * YEAR)] : [];
    },
  },
];
