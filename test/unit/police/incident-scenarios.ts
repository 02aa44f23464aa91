import { ADULT, incident, type Scenario, suspect, TODDLER } from './facts-builder';

const stranger = { ...suspect, family: false };
const childVictim = { role: 'VICTIM', dateOfBirth: '2015-01-01', family: false } as const;

export const INCIDENT_SCENARIOS: readonly Scenario[] = [
  [
    'cruelty to a child',
    'physical_abuse_suspected (incidents)',
    { incidents: [incident('CRUELTY', 'VICTIM', 30)] },
    { incidents: [incident('CRUELTY', 'WITNESS', 30)] },
  ],
  [
    'an assault on a child by family',
    'physical_abuse_suspected (incidents)',
    { incidents: [incident('ASSAULT', 'VICTIM', 30, { others: [suspect] })] },
    { incidents: [incident('ASSAULT', 'VICTIM', 30, { others: [stranger] })] },
  ],
  [
    'an assault on a child under ten',
    'physical_abuse_suspected (incidents)',
    { person: TODDLER, incidents: [incident('ASSAULT', 'VICTIM', 30)] },
    { incidents: [incident('ASSAULT', 'VICTIM', 30)] },
  ],
  [
    'a sexual offence against a child',
    'sexual_abuse_suspected (incidents)',
    { incidents: [incident('SEXUAL_OFFENCE', 'VICTIM', 30)] },
    { person: ADULT, incidents: [incident('SEXUAL_OFFENCE', 'VICTIM', 30)] },
  ],
  [
    'one incident of neglect',
    'neglect_possible (incidents)',
    { incidents: [incident('NEGLECT', 'VICTIM', 30)] },
    { incidents: [incident('NEGLECT', 'VICTIM', 800)] },
  ],
  [
    'two incidents of neglect',
    'neglect_long_term (incidents)',
    { incidents: [incident('NEGLECT', 'VICTIM', 30), incident('NEGLECT', 'PRESENT', 400)] },
    { incidents: [incident('NEGLECT', 'VICTIM', 30)] },
  ],
  [
    'police protection',
    'basic_care_unsafe (incidents)',
    { incidents: [incident('POLICE_PROTECTION', 'VICTIM', 30)] },
    { incidents: [incident('POLICE_PROTECTION', 'WITNESS', 30)] },
  ],
  [
    'sexual exploitation of a child',
    'cse_current (incidents)',
    { incidents: [incident('CHILD_SEXUAL_EXPLOITATION', 'VICTIM', 30)] },
    { incidents: [incident('CHILD_SEXUAL_EXPLOITATION', 'PRESENT', 30)] },
  ],
  [
    'a child present at sexual exploitation',
    'cse_emerging (incidents)',
    { incidents: [incident('CHILD_SEXUAL_EXPLOITATION', 'PRESENT', 30)] },
    { incidents: [incident('CHILD_SEXUAL_EXPLOITATION', 'PRESENT', 400)] },
  ],
  [
    'an exploited child recorded as a suspect',
    'cce_gang_involved (incidents)',
    { incidents: [incident('CHILD_CRIMINAL_EXPLOITATION', 'SUSPECT', 30)] },
    { incidents: [incident('CHILD_CRIMINAL_EXPLOITATION', 'WITNESS', 30)] },
  ],
  [
    'modern slavery',
    'trafficked (incidents)',
    { incidents: [incident('MODERN_SLAVERY', 'VICTIM', 30)] },
    { incidents: [incident('MODERN_SLAVERY', 'PRESENT', 30)] },
  ],
  [
    'forced marriage',
    'honour_based_abuse_risk (incidents)',
    { incidents: [incident('FORCED_MARRIAGE', 'PRESENT', 30)] },
    { incidents: [incident('FORCED_MARRIAGE', 'SUSPECT', 30)] },
  ],
  [
    'harm online',
    'online_risk (incidents)',
    { incidents: [incident('ONLINE_HARM', 'VICTIM', 30)] },
    { incidents: [incident('ONLINE_HARM', 'SUSPECT', 30)] },
  ],
  [
    'a mental health call to a child',
    'mental_health_acute (incidents)',
    { incidents: [incident('MENTAL_HEALTH', 'VICTIM', 30)] },
    { incidents: [incident('MENTAL_HEALTH', 'VICTIM', 200)] },
  ],
  [
    'two calls to a concern for safety',
    'unsafe_situations (incidents)',
    { incidents: [incident('CONCERN_FOR_SAFETY', 'VICTIM', 30), incident('CONCERN_FOR_SAFETY', 'VICTIM', 90)] },
    { incidents: [incident('CONCERN_FOR_SAFETY', 'VICTIM', 30)] },
  ],
  [
    'anti-social behaviour against a family',
    'community_harassment (incidents)',
    { person: ADULT, incidents: [incident('ANTISOCIAL_BEHAVIOUR', 'VICTIM', 3), incident('ANTISOCIAL_BEHAVIOUR', 'VICTIM', 9)] },
    { incidents: [incident('ANTISOCIAL_BEHAVIOUR', 'VICTIM', 3)] },
  ],
  [
    'a single minor event',
    'pf_incident_minor_isolated (incidents)',
    { incidents: [incident('THEFT', 'WITNESS', 30)] },
    { incidents: [incident('THEFT', 'WITNESS', 30), incident('CRUELTY', 'VICTIM', 60)] },
  ],
  [
    'one theft by a child',
    'antisocial_low (incidents)',
    { incidents: [incident('THEFT', 'SUSPECT', 30)] },
    { person: ADULT, incidents: [incident('THEFT', 'SUSPECT', 30)] },
  ],
  [
    'two crimes by a child',
    'offending_starting (incidents)',
    { incidents: [incident('THEFT', 'SUSPECT', 3), incident('DRUGS', 'SUSPECT', 30)] },
    { incidents: [incident('THEFT', 'SUSPECT', 3), incident('DRUGS', 'SUSPECT', 400)] },
  ],
  [
    'a robbery by a child',
    'offending_serious (incidents)',
    { incidents: [incident('ROBBERY', 'SUSPECT', 3)] },
    { incidents: [incident('ROBBERY', 'WITNESS', 3)] },
  ],
  [
    'a child with a weapon',
    'behaviour_serious_danger (incidents)',
    { incidents: [incident('WEAPON', 'SUSPECT', 3)] },
    { incidents: [incident('WEAPON', 'VICTIM', 3)] },
  ],
  [
    'a sexual offence by a child',
    'harmful_sexual_behaviour (incidents)',
    { incidents: [incident('SEXUAL_OFFENCE', 'SUSPECT', 3)] },
    { incidents: [incident('SEXUAL_OFFENCE', 'SUSPECT', 800)] },
  ],
  [
    'a child who harmed a child',
    'abusing_other_children (incidents)',
    { incidents: [incident('SEXUAL_OFFENCE', 'SUSPECT', 3, { others: [childVictim] })] },
    { incidents: [incident('SEXUAL_OFFENCE', 'SUSPECT', 3, { others: [{ ...childVictim, dateOfBirth: '1980-01-01' }] })] },
  ],
  [
    'a child at two crimes of others',
    'peers_in_crime (incidents)',
    { incidents: [incident('THEFT', 'PRESENT', 3), incident('DRUGS', 'PRESENT', 9)] },
    { incidents: [incident('THEFT', 'PRESENT', 3)] },
  ],
  [
    'two drugs offences of a child',
    'substance_regular (incidents)',
    { incidents: [incident('DRUGS', 'SUSPECT', 3), incident('DRUGS', 'SUSPECT', 9)] },
    { incidents: [incident('DRUGS', 'SUSPECT', 3)] },
  ],
  [
    'an adult violent twice in five years',
    'violent_history_adult (incidents)',
    { person: ADULT, incidents: [incident('ASSAULT', 'SUSPECT', 3), incident('WEAPON', 'SUSPECT', 900)] },
    { person: ADULT, incidents: [incident('ASSAULT', 'SUSPECT', 3)] },
  ],
  [
    'an adult thief',
    'carers_involved_in_crime (incidents)',
    { person: ADULT, incidents: [incident('THEFT', 'SUSPECT', 3), incident('DRUGS', 'SUSPECT', 9)] },
    { person: ADULT, incidents: [incident('THEFT', 'SUSPECT', 3)] },
  ],
  [
    'an adult suspected of harming children',
    'dangerous_adult_access (incidents)',
    { person: ADULT, incidents: [incident('CRUELTY', 'SUSPECT', 3)] },
    { person: ADULT, incidents: [incident('CRUELTY', 'WITNESS', 3)] },
  ],
];
