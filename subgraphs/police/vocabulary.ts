import { registerEnumType } from 'type-graphql';
import { asEnum } from '../../common/as-enum';
import { DASH_GRADES, INCIDENT_TYPES, INVOLVEMENT_ROLES, MISSING_GRADES, WARNING_MARKERS } from '../../importers/records/police';

/** The lists of values that are ours, as they appear in the graph. Lists that others own are shown as a code with its label. */
export const PoliceIncidentType = asEnum(INCIDENT_TYPES);
export const PoliceInvolvementRole = asEnum(INVOLVEMENT_ROLES);
export const DashGrade = asEnum(DASH_GRADES);
export const MissingRiskGrade = asEnum(MISSING_GRADES);
export const PoliceWarningMarker = asEnum(WARNING_MARKERS);

registerEnumType(PoliceIncidentType, { name: 'PoliceIncidentType', description: 'What kind of incident the police recorded.' });
registerEnumType(PoliceInvolvementRole, { name: 'PoliceInvolvementRole', description: "A person's part in an incident." });
registerEnumType(DashGrade, {
  name: 'DashGrade',
  description:
    'DASH risk grade: standard 1-9, medium 10-13, high 14 or more; professional judgement may raise it, never lower it.',
});
registerEnumType(MissingRiskGrade, {
  name: 'MissingRiskGrade',
  description: 'How much risk the police saw while the person was missing.',
});
registerEnumType(PoliceWarningMarker, { name: 'PoliceWarningMarker', description: 'What a warning marker warns of.' });

type Labels = Readonly<Record<string, string>>;

/** The 3x5x2 intelligence grading of the College of Policing; the codes are kept as sent. */
export const SOURCE_GRADES: Labels = { 1: 'Reliable', 2: 'Untested', 3: 'Not reliable' };
export const INFORMATION_GRADES: Labels = {
  A: 'Known directly to the source',
  B: 'Known indirectly, but corroborated',
  C: 'Known indirectly to the source',
  D: 'Not known',
  E: 'Suspected to be false',
};
export const HANDLING_CODES: Labels = { P: 'Lawful sharing permitted', C: 'Sharing permitted with conditions' };

/** The words for an incident type in a headline. */
export const INCIDENT_WORDS: Readonly<Record<(typeof INCIDENT_TYPES)[number], string>> = {
  ASSAULT: 'Assault',
  NEGLECT: 'Neglect of a child',
  CRUELTY: 'Cruelty to a child',
  SEXUAL_OFFENCE: 'Sexual offence',
  CHILD_SEXUAL_EXPLOITATION: 'Child sexual exploitation',
  CHILD_CRIMINAL_EXPLOITATION: 'Child criminal exploitation',
  MODERN_SLAVERY: 'Modern slavery',
  HONOUR_BASED_ABUSE: 'Honour-based abuse',
  FORCED_MARRIAGE: 'Forced marriage',
  DOMESTIC_ABUSE: 'Domestic abuse',
  DRUGS: 'Drugs offence',
  WEAPON: 'Weapon offence',
  THEFT: 'Theft',
  ROBBERY: 'Robbery',
  ANTISOCIAL_BEHAVIOUR: 'Anti-social behaviour',
  CONCERN_FOR_SAFETY: 'Concern for safety',
  POLICE_PROTECTION: 'Taken into police protection (Children Act 1989 section 46)',
  MENTAL_HEALTH: 'Mental health incident',
  ONLINE_HARM: 'Online harm',
  OTHER: 'Incident',
};

export const ROLE_WORDS: Readonly<Record<(typeof INVOLVEMENT_ROLES)[number], string>> = {
  VICTIM: 'victim',
  SUSPECT: 'suspect',
  WITNESS: 'witness',
  PRESENT: 'present',
};

export const MARKER_WORDS: Readonly<Record<(typeof WARNING_MARKERS)[number], string>> = {
  VIOLENT: 'violent',
  WEAPONS: 'weapons',
  DRUGS: 'drugs',
  SELF_HARM: 'self-harm',
  SUICIDAL: 'suicidal',
  MENTAL_HEALTH: 'mental health',
  REGISTERED_SEX_OFFENDER: 'registered sex offender',
  CHILD_SEXUAL_EXPLOITATION_RISK: 'at risk of child sexual exploitation',
  CHILD_CRIMINAL_EXPLOITATION_RISK: 'at risk of child criminal exploitation',
  GANG_ASSOCIATION: 'gang association',
  VULNERABLE: 'vulnerable',
  ALLEGES: 'makes allegations against police',
  ESCAPER: 'may escape',
  OTHER: 'other',
};
